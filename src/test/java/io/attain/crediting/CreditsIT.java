package io.attain.crediting;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.Quarters;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.sales.CsvFiles;
import io.attain.sales.EventKey;
import io.attain.sales.ImportReport;
import io.attain.sales.Imports;
import io.attain.shared.DateRange;
import io.attain.shared.Money;
import io.attain.shared.Refused;

import static io.attain.sales.CsvFiles.deals;
import static io.attain.sales.CsvFiles.won;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

class CreditsIT extends PostgresIT {

    private static final Currency USD = Currency.getInstance("USD");
    private static final DateRange Q1 = Quarters.quarter(1).span();
    private static final DateRange Q2 = Quarters.quarter(2).span();
    private static final EventKey D1 = new EventKey("crm", "D1");
    private static final ParticipantId MOSES = new ParticipantId("moses-frase");
    private static final ParticipantId ANNA = new ParticipantId("anna-snelling");
    private static final ParticipantId GARRET = new ParticipantId("garret-kinder");

    @Autowired
    private Imports imports;

    @Autowired
    private Credits credits;

    @Autowired
    private Splits splits;

    @Autowired
    private Periods periods;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void anOrganisation() {
        sweep();
        Quarters.define(periods, 4);
        CsvFiles.organisation(imports);
    }

    @Test
    void theSellerIsCreditedOnceHoweverOftenCreditsAreRefreshed() {
        upload(deals(won("D1", "2017-03-05", "100.01"), won("D2", "2017-04-05", "5")));
        assertThat(credits.refresh(Q1)).isEqualTo(1);
        assertThat(credits.refresh(Q1)).isZero();
        assertThat(credits.current(Q1, Optional.empty())).singleElement().satisfies(credit -> {
            assertThat(credit.participant()).isEqualTo(MOSES);
            assertThat(credit.role()).isEqualTo(CreditRole.DIRECT);
            assertThat(credit.share()).isEqualByComparingTo("1");
            assertThat(credit.amount()).isEqualTo(Money.of("100.01", USD));
            assertThat(credit.product()).isEqualTo("GTX Pro");
        });
    }

    @Test
    void aNewRevisionAndANewSplitLeadToNewCreditsAndLeaveTheOldOnes() {
        upload(deals(won("D1", "2017-03-05", "100")));
        credits.refresh(Q1);
        splits.put(D1, List.of(share(MOSES, "60"), share(ANNA, "40")), "agreed");
        credits.refresh(Q1);
        upload(deals(won("D1", "2017-03-06", "200.05")));
        assertThat(credits.currentOf(D1)).isEmpty();
        credits.refresh(Q1);
        assertThat(credits.currentOf(D1)).extracting(Credit::participant, Credit::amount).containsExactly(
                tuple(ANNA, Money.of("80.02", USD)),
                tuple(MOSES, Money.of("120.03", USD)));
        assertThat(credits.ofEvent(D1)).hasSize(5);
        assertThat(credits.current(Q1, Optional.of(Set.of(ANNA)))).hasSize(1);
    }

    @Test
    void theDatabaseAllocatesAsMoneyDoes() {
        Random random = new Random(2017);
        List<ParticipantId> people = List.of(MOSES, ANNA, GARRET, new ParticipantId("cara-losch"),
                new ParticipantId("dustin-brinkmann"), new ParticipantId("renata-vogel"));
        List<String> rows = new ArrayList<>();
        Map<EventKey, Money> amounts = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            Money amount = Money.ofMinor(random.nextInt(4) == 0 ? random.nextInt(12) : random.nextLong(99_999_999_999L),
                    USD);
            amounts.put(new EventKey("crm", "R" + i), amount);
            rows.add(won("R" + i, "2017-03-" + (10 + i % 20), amount.toDecimal().toPlainString()));
        }
        upload(deals(rows.toArray(String[]::new)));
        Map<EventKey, List<Share>> agreed = new HashMap<>();
        for (EventKey event : amounts.keySet()) {
            agreed.put(event, shares(random, people));
            splits.put(event, agreed.get(event), "agreed");
        }
        credits.refresh(Q1);
        Map<EventKey, List<Credit>> written = credits.current(Q1, Optional.empty()).stream()
                .collect(Collectors.groupingBy(Credit::event));
        assertThat(written).hasSize(300);
        agreed.forEach((event, shares) -> {
            List<Money> expected = amounts.get(event).allocate(shares.stream().map(Share::percent).toList());
            Map<ParticipantId, Money> actual = written.get(event).stream()
                    .collect(Collectors.toMap(Credit::participant, Credit::amount));
            for (int i = 0; i < shares.size(); i++) {
                assertThat(actual.get(shares.get(i).participant()))
                        .as("%s of %s under %s", shares.get(i), amounts.get(event),
                                shares)
                        .isEqualTo(expected.get(i));
            }
            assertThat(credits.hypothetical(event, shares)).extracting(Credit::amount)
                    .containsExactlyElementsOf(written.get(event).stream().map(Credit::amount).toList());
        });
    }

    @Test
    void creditsComeInCanonicalOrder() {
        upload(deals(won("a", "2017-03-05", "1"), won("B", "2017-03-05", "1"), won("b", "2017-03-05", "1"),
                won("A-1", "2017-03-05", "1"), won("z", "2017-03-04", "1"), won("É", "2017-03-05", "1")));
        credits.refresh(Q1);
        assertThat(credits.current(Q1, Optional.empty())).extracting(credit -> credit.event().externalId())
                .containsExactly("z", "A-1", "B", "a", "b", "É");
    }

    @Test
    void aSplitTotalsExactlyOneHundredInCodeAndInTheDatabase() {
        upload(deals(won("D1", "2017-03-05", "100")));
        assertThatThrownBy(() -> splits.put(D1, List.of(share(MOSES, "60"), share(ANNA, "39.999999")), "agreed"))
                .isInstanceOf(Refused.class).hasMessageContaining("99.999999");
        assertThatThrownBy(() -> splits.put(D1, List.of(share(MOSES, "50"), share(MOSES, "50")), "agreed"))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> splits.put(D1, List.of(share(new ParticipantId("ghost"), "100")), "agreed"))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> splits.put(new EventKey("crm", "none"), List.of(share(MOSES, "100")), "agreed"))
                .isInstanceOf(Refused.class);
        jdbc.sql("insert into crediting.split_set values ('crm', 'D1', 1, 'forged', 'x', now())").update();
        assertThatThrownBy(
                () -> jdbc.sql("insert into crediting.split_share values ('crm', 'D1', 1, 1, 'moses-frase', 99)")
                        .update())
                .hasStackTraceContaining("totals 99.000000 percent");
    }

    @Test
    void splitsAreVersionedAndTheSameSharesChangeNothing() {
        upload(deals(won("D1", "2017-03-05", "100")));
        assertThat(splits.put(D1, List.of(share(MOSES, "100")), "nothing new").version()).isZero();
        assertThat(splits.put(D1, List.of(share(MOSES, "50"), share(ANNA, "50")), "one").version()).isEqualTo(1);
        assertThat(splits.put(D1, List.of(share(MOSES, "50.0"), share(ANNA, "50.00")), "again").version()).isEqualTo(1);
        assertThat(splits.put(D1, List.of(share(ANNA, "50"), share(MOSES, "50")), "two").version()).isEqualTo(2);
        assertThat(splits.put(D1, List.of(share(MOSES, "100")), "back").version()).isEqualTo(3);
        assertThat(splits.history(D1)).extracting(SplitSet::version).containsExactly(3, 2, 1);
        assertThat(splits.sharesOf(D1)).containsExactly(share(MOSES, "100"));
    }

    @Test
    void aLockedPeriodKeepsTheCreditsItCountedWhileTheDealCountsWhereItIsDatedNow() {
        upload(deals(won("D1", "2017-03-05", "100")));
        credits.refresh(Q1);
        Set<CreditId> counted = credits.current(Q1, Optional.empty()).stream().map(Credit::id)
                .collect(Collectors.toSet());
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        upload(deals(won("D1", "2017-04-07", "300")));
        credits.settle(Quarters.Q1, counted);
        credits.settle(Quarters.Q1, counted);
        periods.transition(Quarters.Q1, PeriodState.LOCKED);
        assertThat(credits.refresh(Q2)).isEqualTo(1);
        assertThat(credits.current(Q1, Optional.empty())).isEmpty();
        assertThat(credits.byId(counted)).singleElement()
                .satisfies(credit -> assertThat(credit.amount()).isEqualTo(Money.of("100", USD)));
        assertThat(splits.put(D1, List.of(share(MOSES, "50"), share(ANNA, "50")), "late").version()).isEqualTo(1);
    }

    @Test
    void aSplitFileTakesAllRowsOfADealOrNone() {
        upload(deals(won("D1", "2017-03-05", "100"), won("D2", "2017-03-05", "100")));
        String file = """
				opportunity_id,participant,percent,cause
				D1,Moses Frase,60,agreed
				D2,Moses Frase,60,agreed
				D1,Anna Snelling,40,agreed
				D2,Nobody,40,agreed
				""";
        ImportReport report = upload(file);
        assertThat(report).extracting(ImportReport::added, ImportReport::rejected).containsExactly(2, 2);
        assertThat(splits.of(D1).orElseThrow().shares()).containsExactly(share(MOSES, "60"), share(ANNA, "40"));
        assertThat(splits.of(new EventKey("crm", "D2"))).isEmpty();
        ImportReport changed = upload("opportunity_id,participant,percent,cause\nD1,Moses Frase,100,taken back\n");
        assertThat(changed.changes()).extracting(change -> change.before() + " > " + change.after())
                .containsExactly("moses-frase 60, anna-snelling 40 > moses-frase 100");
    }

    @Test
    void creditsAndSplitsAreNeverEdited() {
        upload(deals(won("D1", "2017-03-05", "100")));
        splits.put(D1, List.of(share(MOSES, "50"), share(ANNA, "50")), "one");
        credits.refresh(Q1);
        for (String edit : List.of("update crediting.credit set amount_minor = 0", "delete from crediting.credit",
                "update crediting.split_set set cause = 'x'", "delete from crediting.split_share",
                "truncate crediting.credit")) {
            assertThatThrownBy(() -> jdbc.sql(edit).update()).hasStackTraceContaining("permission denied");
        }
    }

    private static List<Share> shares(Random random, List<ParticipantId> people) {
        List<ParticipantId> some = new ArrayList<>(people);
        Collections.shuffle(some, random);
        int count = 1 + random.nextInt(people.size());
        List<Integer> cuts = new ArrayList<>();
        int step = random.nextBoolean() ? 1 : 1_000_000;
        while (cuts.size() < count - 1) {
            int cut = step * (1 + random.nextInt(100_000_000 / step - 1));
            if (!cuts.contains(cut)) {
                cuts.add(cut);
            }
        }
        cuts.add(0);
        cuts.add(100_000_000);
        cuts.sort(Comparator.naturalOrder());
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shares.add(new Share(some.get(i), BigDecimal.valueOf(cuts.get(i + 1) - cuts.get(i), 6)));
        }
        return shares;
    }

    private static Share share(ParticipantId participant, String percent) {
        return new Share(participant, new BigDecimal(percent));
    }

    private ImportReport upload(String text) {
        return CsvFiles.upload(imports, text);
    }
}
