package io.attain.payout;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.attain.participant.ParticipantId;
import io.attain.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OutcomeFilesTest {

    private static final ParticipantId ANNA = new ParticipantId("anna-snelling");
    private static final ParticipantId MOSES = new ParticipantId("moses-frase");
    private static final Map<String, ParticipantId> PAYEES = Map.of("E1000", ANNA, "E1001", MOSES, "ATT-1-1", ANNA,
            "ATT-1-2", MOSES);

    @Test
    void readsWhatPayrollSays() {
        assertThat(OutcomeFiles.read(bytes("""
                \uFEFFpayee,outcome,cause
                E1000,confirmed,
                E1001,Bounced,"Account closed, says the bank"
                """), PAYEES)).containsExactly(new OutcomeReport(ANNA, Outcome.Kind.CONFIRMED, ""),
                new OutcomeReport(MOSES, Outcome.Kind.BOUNCED, "Account closed, says the bank"));
    }

    @Test
    void readsWhatTheBankSaysAndLeavesOpenWhatIsOnlyAccepted() {
        assertThat(OutcomeFiles.read(bytes(bank("ACSC", "RJCT")), PAYEES)).containsExactly(
                new OutcomeReport(ANNA, Outcome.Kind.CONFIRMED, ""),
                new OutcomeReport(MOSES, Outcome.Kind.BOUNCED, "AC04 Account closed"));
        assertThat(OutcomeFiles.read(bytes(bank("ACCP", "RJCT")), PAYEES)).hasSize(1);
    }

    @Test
    void namesEveryRowThatIsWrongAndTakesNothing() {
        assertThatThrownBy(() -> OutcomeFiles.read(bytes("""
                payee,outcome,cause
                E1000,confirmed,
                E9999,confirmed,
                E1001,perhaps,
                E1000,bounced,twice
                """), PAYEES)).isInstanceOf(Refused.class)
                .hasMessageContaining("Nothing of the file is taken")
                .hasMessageContaining("row 3: “E9999” is nobody this batch pays")
                .hasMessageContaining("row 4: outcome is “perhaps”")
                .hasMessageContaining("row 5: “E1000” is named twice");
        assertThatThrownBy(() -> OutcomeFiles.read(bytes("payee,outcome,cause\nE1001,bounced,\n"), PAYEES))
                .isInstanceOf(Refused.class).hasMessageContaining("row 2: say in the column cause");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "payee,outcome\n", "who,what\nE1000,confirmed\n", "<a/>", "<a", "\"",
        "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>" })
    void refusesGarbage(String text) {
        assertThatThrownBy(() -> OutcomeFiles.read(bytes(text), PAYEES)).isInstanceOf(Refused.class);
    }

    private static String bank(String anna, String moses) {
        return """
                <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
                <OrgnlPmtInfAndSts>
                <TxInfAndSts><OrgnlEndToEndId>ATT-1-1</OrgnlEndToEndId><TxSts>%s</TxSts></TxInfAndSts>
                <TxInfAndSts><OrgnlEndToEndId>ATT-1-2</OrgnlEndToEndId><TxSts>%s</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn>
                <AddtlInf>Account closed</AddtlInf></StsRsnInf></TxInfAndSts>
                </OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>
                """.formatted(anna, moses);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
