package io.attain.sales;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.Quarters;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.participant.ReportingLines;
import io.attain.period.Periods;
import io.attain.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The demo organisation comes in through the import as anyone's files would. */
class CrmExtractIT extends PostgresIT {

    @Autowired
    private Imports imports;

    @Autowired
    private Deals deals;

    @Autowired
    private Participants participants;

    @Autowired
    private ReportingLines lines;

    @Autowired
    private Periods periods;

    @BeforeEach
    void anEmptyOrganisation() {
        sweep();
        Quarters.define(periods, 4);
    }

    @Test
    void theExtractComesInWithItsFaultsNamedAndAnAliasRepairsThem() throws IOException {
        assertThat(upload("ours/people.csv").added()).isEqualTo(42);
        assertThat(upload("crm/sales_teams.csv").added()).isEqualTo(35);
        assertThat(upload("crm/products.csv").added()).isEqualTo(7);

        ImportReport accounts = upload("crm/accounts.csv");
        assertThat(accounts.added()).isEqualTo(85);
        assertThat(accounts.warned()).isEqualTo(12);
        assertThat(accounts.problems()).allSatisfy(problem -> {
            assertThat(problem.value()).isEqualTo("technolgy");
            assertThat(problem.remedy()).contains("technology");
        });

        ImportReport first = upload("crm/sales_pipeline.csv");
        assertThat(first.received()).isEqualTo(8800);
        assertThat(first.added()).isEqualTo(7320);
        assertThat(first.rejected()).isEqualTo(1480);
        assertThat(first.problems().getFirst().value()).isEqualTo("GTXPro");
        assertThat(first.problems().getFirst().row()).isEqualTo(3);
        assertThat(first.problems().getFirst().remedy()).contains("GTX Pro");

        ReplayReport replay = imports.addAlias(AliasKind.PRODUCT, "GTXPro", "GTX Pro");
        assertThat(replay.received()).isEqualTo(1480);
        assertThat(replay.repaired()).isEqualTo(1480);
        assertThat(replay.batches()).singleElement()
                .satisfies(batch -> assertThat(batch.replays()).contains(first.batchId()));
        assertThat(imports.report(first.batchId()).stillRejected()).isZero();
        assertThat(first.warned() + replay.batches().getFirst().warned()).isEqualTo(1425);

        ImportReport again = upload("crm/sales_pipeline.csv");
        assertThat(again.seenBefore()).isTrue();
        assertThat(again.nothingChanged()).isTrue();
        assertThat(again.batchId()).isEqualTo(first.batchId());
        assertThat(again.unchanged()).isEqualTo(8800);

        assertThat(deals.search("", Optional.empty(), 0).total()).isEqualTo(8800);
        assertThat(deals.get(new EventKey("crm", "Z063OYW0")).product()).isEqualTo("GTX Pro");
        assertThat(deals.get(new EventKey("crm", "1C1I7A6R")).state()).isEqualTo(DealState.BOOKED);
        assertThat(deals.ofSellers(Set.of(new ParticipantId("moses-frase")), Quarters.quarter(2).span())).isNotEmpty()
                .allSatisfy(deal -> assertThat(deal.state())
                        .isIn(DealState.WAITING_FOR_PERIOD, DealState.LOST));

        assertThat(participants.byName("Mei-Mei Johns").orElseThrow().id())
                .isEqualTo(new ParticipantId("mei-mei-johns"));
        assertThat(lines.line(new ParticipantId("moses-frase"), LocalDate.of(2017, 3, 31)))
                .containsExactly(new ParticipantId("dustin-brinkmann"), new ParticipantId("renata-vogel"));
        assertThat(lines.everyoneBelow(new ParticipantId("renata-vogel"), LocalDate.of(2017, 3, 31))).hasSize(41);

        assertThat(upload("crm/sales_teams.csv").seenBefore()).isTrue();
        assertThat(upload("ours/quotas.csv").added()).isEqualTo(140);
    }

    @Test
    void theBrokenFileNamesEveryFaultWithItsRowAndRemedy() throws IOException {
        upload("ours/people.csv");
        upload("crm/products.csv");
        upload("crm/accounts.csv");
        ImportReport report = upload("broken/deals-with-faults.csv");
        assertThat(report.received()).isEqualTo(16);
        assertThat(report.added()).isEqualTo(2);
        assertThat(report.rejected()).isEqualTo(14);
        assertThat(report.warned()).isEqualTo(1);
        assertThat(report.problems()).allSatisfy(problem -> {
            assertThat(problem.sentence()).endsWith(".");
            assertThat(problem.remedy()).isNotBlank();
        });
        assertThat(report.problems()).extracting(RowProblem::row).contains(3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
                16, 17);
    }

    @Test
    void nothingIsKeptOfAFileThatCannotBeRead() {
        assertThatThrownBy(() -> imports.upload("x.csv",
                new ByteArrayInputStream("opportunity_id;sales_agent\n1;2".getBytes(StandardCharsets.UTF_8)), "crm"))
                .isInstanceOf(Refused.class).hasMessageContaining("semicolons");
        assertThat(imports.batches(0).total()).isZero();
    }

    private ImportReport upload(String file) throws IOException {
        try (InputStream content = getClass().getResourceAsStream("/demo/" + file)) {
            return imports.upload(file, Objects.requireNonNull(content), "crm");
        }
    }
}
