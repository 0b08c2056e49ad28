package io.attain.sales;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.Quarters;
import io.attain.period.Periods;
import io.attain.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Garbage is answered with a sentence; nothing of it is half taken. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GarbageIT extends PostgresIT {

    private static final String HEADER = "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n";
    private static final String GOOD = "G0,Moses Frase,GTX Pro,Cancity,Won,2017-01-10,2017-03-05,100\n";

    @Autowired
    private Imports imports;

    @Autowired
    private Periods periods;

    @Autowired
    private JdbcClient jdbc;

    @BeforeAll
    void anOrganisation() {
        sweep();
        Quarters.define(periods, 4);
        CsvFiles.organisation(imports);
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(Arguments.of("an empty file", bytes("")), Arguments.of("blank lines", bytes("\n\n")),
                Arguments.of("a header alone", bytes(HEADER)), Arguments.of("no header", bytes(GOOD)),
                Arguments.of("a column missing", bytes("opportunity_id,sales_agent\nA,B\n")),
                Arguments.of("a column too many", bytes(HEADER.strip() + ",colour\n" + GOOD)),
                Arguments.of("a column twice", bytes("product,series,series\nA,B,C\n")),
                Arguments.of("semicolons", bytes(HEADER.replace(',', ';') + GOOD.replace(',', ';'))),
                Arguments.of("Latin-1",
                        (HEADER + GOOD.replace("Cancity", "Zürich")).getBytes(StandardCharsets.ISO_8859_1)),
                Arguments.of("UTF-16", (HEADER + GOOD).getBytes(StandardCharsets.UTF_16)),
                Arguments.of("a spreadsheet", bytes("PK\u0003\u0004abc")),
                Arguments.of("a zero byte", bytes(HEADER + GOOD.replace("Cancity", "Can\0city"))),
                Arguments.of("an open quotation mark", bytes(HEADER + GOOD + "G1,\"Moses Frase,GTX Pro\n" + GOOD)),
                Arguments.of("text after a quotation", bytes(HEADER + GOOD + "G1,\"Moses\" Frase,GTX Pro,C,Won,,,1\n")),
                Arguments.of("a quoted field without end", bytes(HEADER + GOOD + "G1,\"" + "x\n".repeat(200_000))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void unreadable(String what, byte[] content) {
        long before = batches();
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> imports.upload("garbage.csv", new ByteArrayInputStream(content), "crm"))
                .satisfies(refusal -> assertThat(refusal.sentence()).endsWith("."));
        assertThat(batches()).isEqualTo(before);
        assertThat(jdbc.sql("select count(*) from sales.staged_row").query(Long.class).single()).isZero();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
			sales_agent    | G1,Nobody,GTX Pro,Cancity,Won,2017-01-10,2017-03-05,100
			product        | G1,Moses Frase,GTX Ultra,Cancity,Won,2017-01-10,2017-03-05,100
			product        | G1,Moses Frase,=1+1,Cancity,Won,2017-01-10,2017-03-05,100
			account        | G1,Moses Frase,GTX Pro,@SUM(A1),Won,2017-01-10,2017-03-05,100
			account        | G1,Moses Frase,GTX Pro,+49 30,Won,2017-01-10,2017-03-05,100
			account        | G1,Moses Frase,GTX Pro,-Cancity,Won,2017-01-10,2017-03-05,100
			account        | G1,Moses Frase,GTX Pro,,Won,2017-01-10,2017-03-05,100
			deal_stage     | G1,Moses Frase,GTX Pro,Cancity,won,2017-01-10,2017-03-05,100
			engage_date    | G1,Moses Frase,GTX Pro,Cancity,Won,10.01.2017,2017-03-05,100
			close_date     | G1,Moses Frase,GTX Pro,Cancity,Won,2017-01-10,2017-02-30,100
			close_date     | G1,Moses Frase,GTX Pro,Cancity,Won,2017-01-10,2017-01-09,100
			close_date     | G1,Moses Frase,GTX Pro,Cancity,Won,2017-01-10,,100
			close_date     | G1,Moses Frase,GTX Pro,Cancity,Engaging,2017-01-10,2017-03-05,
			close_date     | G1,Moses Frase,GTX Pro,Cancity,Won,2017-01-10,9999-12-31,100
			close_value    | G1,Moses Frase,GTX Pro,Cancity,Won,2017-01-10,2017-03-05,
			close_value    | G1,Moses Frase,GTX Pro,Cancity,Won,2017-01-10,2017-03-05,-100
			close_value    | G1,Moses Frase,GTX Pro,Cancity,Won,2017-01-10,2017-03-05,1e9
			close_value    | G1,Moses Frase,GTX Pro,Cancity,Won,2017-01-10,2017-03-05,NaN
			close_value    | G1,Moses Frase,GTX Pro,Cancity,Won,2017-01-10,2017-03-05,100.001
			close_value    | G1,Moses Frase,GTX Pro,Cancity,Won,2017-01-10,2017-03-05,99999999999999999999
			close_value    | G1,Moses Frase,GTX Pro,Cancity,Won,2017-01-10,2017-03-05,"1,000"
			opportunity_id | ,Moses Frase,GTX Pro,Cancity,Won,2017-01-10,2017-03-05,100
			''             | G1,Moses Frase,GTX Pro,Cancity,Won,2017-01-10,2017-03-05
			''             | G1,Moses Frase,GTX Pro,Cancity,Won,2017-01-10,2017-03-05,100,more
			""", quoteCharacter = '\'')
    void aWrongRowIsKeptAsideWithItsFieldAndRemedy(String field, String row) {
        ImportReport report = CsvFiles.upload(imports, HEADER + GOOD + "\n" + row + "\n");
        assertThat(report.received()).isEqualTo(2);
        assertThat(report.rejected()).isEqualTo(1);
        assertThat(report.problems()).anySatisfy(problem -> {
            assertThat(problem.row()).isEqualTo(4);
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.remedy()).isNotBlank();
            assertThat(problem.severity()).isEqualTo(RowProblem.Severity.REJECTED);
        });
    }

    @Test
    void aByteOrderMarkAndColumnsInAnotherOrderDoNoHarm() {
        ImportReport report = imports.upload("bom.csv",
                CsvFiles.stream("\uFEFFsales_price,PRODUCT,series\r\n12.50,\"Zubehör, klein\",MG\r\n"), "crm");
        assertThat(report.kind()).isEqualTo(FileKind.PRODUCTS);
        assertThat(report.added()).isEqualTo(1);
        assertThat(imports.products()).contains("Zubehör, klein");
    }

    @Test
    void everyKindOfFileRejectsWhatItCannotRefer() {
        ImportReport quotas = CsvFiles.upload(imports, "participant,measure,from,to,amount\n"
                + "Nobody,amount,2017-01-01,2017-04-01,100\nMoses Frase,amount,2017-04-01,2017-01-01,100\n"
                + "Moses Frase,amount,2017-01-01,2017-04-01,0\nMoses Frase,smiles,2017-01-01,2017-04-01,5\n"
                + "Moses Frase,amount,2017-02-01,2017-05-01,7\nMoses Frase,amount,2017-03-01,2017-06-01,7\n");
        assertThat(quotas).extracting(ImportReport::added, ImportReport::rejected).containsExactly(1, 5);
        ImportReport people = CsvFiles.upload(imports,
                "name,user_id,employee_number,legal_entity,cost_centre,currency,title,manager,from,to\n"
                        + "New One,,4,Meridian,10,USD,Rep,,2015-01-01,\nNew Two,,77,Meridian,10,EURO,Rep,,2015-01-01,\n"
                        + "New Three,,78,Meridian,10,USD,Rep,Ghost,2015-01-01,\n"
                        + "Renata Vogel,,1,Meridian,10,USD,Director,Moses Frase,2015-01-01,\n");
        assertThat(people.rejected()).isEqualTo(4);
        assertThat(people.problems()).extracting(RowProblem::sentence)
                .anyMatch(sentence -> sentence.contains("lead back"));
        ImportReport splits = CsvFiles.upload(imports,
                "opportunity_id,participant,percent,cause\nNONE,Moses Frase,50,x\nNONE,Anna Snelling,50,x\n");
        assertThat(splits.rejected()).isEqualTo(2);
    }

    private long batches() {
        return imports.batches(0).total();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
