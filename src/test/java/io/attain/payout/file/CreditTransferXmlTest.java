package io.attain.payout.file;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;

import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.StringLength;

import io.attain.fixtures.Seeds;
import io.attain.payout.file.CreditTransferOrder.Group;
import io.attain.payout.file.CreditTransferOrder.Transfer;
import io.attain.shared.Money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Against the schema of ISO 20022 as hbci4j carries it. */
class CreditTransferXmlTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Currency USD = Currency.getInstance("USD");
    private static final Schema SCHEMA = schema();

    @Test
    void isValidInEuroAndInDollarsWithAndWithoutABic() {
        assertThatCode(() -> validate(CreditTransferXml.of(order("Moses Frase", 123_450, EUR, Optional.empty()))))
                .doesNotThrowAnyException();
        byte[] dollars = CreditTransferXml.of(order("王小明 <&> \u0007", 1, USD, Optional.of("COBADEFFXXX")));
        assertThatCode(() -> validate(dollars)).doesNotThrowAnyException();
        assertThat(new String(dollars, StandardCharsets.UTF_8)).contains("王小明 &lt;&amp;&gt;",
                "<InstdAmt Ccy=\"USD\">0.01<",
                "<NbOfTxs>2</NbOfTxs>", "<CtrlSum>1.01</CtrlSum>", "<ReqdExctnDt><Dt>2017-07-28</Dt>");
    }

    @Test
    void theSameOrderGivesTheSameBytes() {
        assertThat(CreditTransferXml.of(order("Moses Frase", 5, EUR, Optional.empty())))
                .isEqualTo(CreditTransferXml.of(order("Moses Frase", 5, EUR, Optional.empty())));
    }

    @Test
    void theSchemaWouldFindAMistake() {
        String wrong = new String(CreditTransferXml.of(order("Moses Frase", 5, EUR, Optional.empty())),
                StandardCharsets.UTF_8).replace("<PmtMtd>TRF</PmtMtd>", "");
        assertThatThrownBy(() -> validate(wrong.getBytes(StandardCharsets.UTF_8))).isInstanceOf(SAXException.class);
    }

    @Property(tries = 200 * Seeds.TIMES, seed = Seeds.SEED)
    void isValidForWhateverNameAndAmount(@ForAll @NotBlank @StringLength(min = 1, max = 70) String name,
            @ForAll @LongRange(min = 1, max = 100_000_000_000L) long minor) {
        String holder = name.codePoints().filter(c -> c >= 32 && c <= 0xD7FF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        byte[] xml = CreditTransferXml.of(order("x" + holder.strip(), minor, USD, Optional.empty()));
        assertThatCode(() -> validate(xml)).doesNotThrowAnyException();
    }

    private static CreditTransferOrder order(String creditor, long minor, Currency currency, Optional<String> bic) {
        return new CreditTransferOrder("ATT-12-1", Instant.parse("2017-07-20T08:15:30.123Z"), "Attain GmbH",
                List.of(new Group("ATT-12-1-1", LocalDate.of(2017, 7, 28), "Attain GmbH", "DE89370400440532013000", bic,
                        List.of(new Transfer("ATT-12-1", Money.ofMinor(minor, currency), creditor,
                                "NL91ABNA0417164300", bic, "Commission 2017-Q2"),
                                new Transfer("ATT-12-2", Money.ofMinor(100, currency), "Anna Snelling",
                                        "NL91ABNA0417164300", Optional.empty(), "Commission 2017-Q2")))));
    }

    private static void validate(byte[] xml) throws Exception {
        SCHEMA.newValidator().validate(new StreamSource(new ByteArrayInputStream(xml)));
    }

    private static Schema schema() {
        try {
            return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(Objects.requireNonNull(
                    CreditTransferXmlTest.class.getResource("/pain.001.001.09.xsd"), "the schema in hbci4j"));
        } catch (SAXException failure) {
            throw new ExceptionInInitializerError(failure);
        }
    }
}
