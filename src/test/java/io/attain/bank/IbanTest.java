package io.attain.bank;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import io.attain.fixtures.Seeds;
import io.attain.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IbanTest {

    @ParameterizedTest
    @ValueSource(strings = { "DE89 3704 0044 0532 0130 00", "gb82west12345698765432", "FR1420041010050500013M02606",
        "NO9386011117947", "CH9300762011623852957", "NL91ABNA0417164300" })
    void takesAccountsWithRightCheckDigits(String written) {
        assertThat(new Iban(written).value()).doesNotContain(" ").isUpperCase();
    }

    @ParameterizedTest
    @CsvSource({ "DE89370400440532013001,iban-check-digits", "DE8937040044053201300,iban-length", "12345,iban-form",
        "DE89-3704-0044-0532-0130-00,iban-form", "'',iban-form" })
    void saysWhatIsWrong(String written, String code) {
        assertThatThrownBy(() -> new Iban(written)).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.code()).isEqualTo(code));
    }

    /** ISO 7064 finds every single wrong digit. */
    @Property(tries = 1000 * Seeds.TIMES, seed = Seeds.SEED)
    void everyWrongDigitIsFound(@ForAll @IntRange(min = 4, max = 21) int place,
            @ForAll @IntRange(min = 1, max = 9) int shift) {
        char[] iban = "DE89370400440532013000".toCharArray();
        iban[place] = (char) ('0' + (iban[place] - '0' + shift) % 10);
        assertThatThrownBy(() -> new Iban(new String(iban))).isInstanceOf(Refused.class);
    }

    @Test
    void isMaskedWhereverItIsPrinted() {
        Iban iban = new Iban("DE89370400440532013000");
        assertThat(iban.masked()).isEqualTo("DE •••• 3000");
        assertThat("" + iban).doesNotContain("0532");
        assertThat(new Bic("cobadeff")).hasToString("COBADEFF");
        assertThatThrownBy(() -> new Bic("COBA")).isInstanceOf(Refused.class);
    }
}
