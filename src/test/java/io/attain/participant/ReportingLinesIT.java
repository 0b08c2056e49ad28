package io.attain.participant;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.attain.fixtures.People;
import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.Quarters;
import io.attain.fixtures.Together;
import io.attain.period.PeriodState;
import io.attain.period.Periods;
import io.attain.shared.DateRange;
import io.attain.shared.Money;
import io.attain.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReportingLinesIT extends PostgresIT {

    private static final Currency USD = Currency.getInstance("USD");
    private static final LocalDate START = LocalDate.of(2016, 1, 1);
    private static final LocalDate MAY = LocalDate.of(2017, 5, 1);
    private static final ParticipantId RENATA = new ParticipantId("renata-vogel");
    private static final ParticipantId DUSTIN = new ParticipantId("dustin-brinkmann");
    private static final ParticipantId CARA = new ParticipantId("cara-losch");
    private static final ParticipantId MOSES = new ParticipantId("moses-frase");

    @Autowired
    private Participants participants;

    @Autowired
    private ReportingLines lines;

    @Autowired
    private Quotas quotas;

    @Autowired
    private Periods periods;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void aSmallTeam() {
        sweep();
        Quarters.define(periods, 4);
        record("Renata Vogel", "Director", null, START);
        record("Dustin Brinkmann", "Manager", "Renata Vogel", START);
        record("Cara Losch", "Manager", "Renata Vogel", START);
        record("Moses Frase", "Rep", "Dustin Brinkmann", START);
    }

    @Test
    void aLineIsReadAsOfADay() {
        record("Moses Frase", "Senior Rep", "Cara Losch", MAY);
        assertThat(lines.managerOf(MOSES, MAY.minusDays(1))).contains(DUSTIN);
        assertThat(lines.managerOf(MOSES, MAY)).contains(CARA);
        assertThat(lines.line(MOSES, MAY)).containsExactly(CARA, RENATA);
        assertThat(lines.everyoneBelow(RENATA, MAY)).containsExactly(CARA, DUSTIN, MOSES);
        assertThat(lines.directReports(DUSTIN, MAY)).isEmpty();
        assertThat(lines.managers(MAY)).containsExactly(CARA, RENATA);
        assertThat(lines.isAbove(RENATA, MOSES, MAY)).isTrue();
        assertThat(lines.isAbove(MOSES, MOSES, MAY)).isFalse();
        assertThat(lines.managerOf(MOSES, START.minusDays(1))).isEmpty();
        assertThat(participants.positionOf(MOSES, MAY).orElseThrow().title()).isEqualTo("Senior Rep");
        assertThat(participants.positions(MOSES)).hasSize(2);
    }

    @Test
    void sayingTheSameAgainChangesNothingAndACorrectionIsRemembered() {
        assertThat(record("Moses Frase", "Rep", "Dustin Brinkmann", START)).isInstanceOf(Recorded.Unchanged.class);
        Recorded recorded = participants
                .record(new PersonFacts("Moses Frase", Optional.of(People.rep("Moses Frase").id()),
                        "E-Moses Frase", "Meridian", "20", USD, "Rep", Optional.of("Dustin Brinkmann"), START,
                        Optional.empty()));
        assertThat(recorded).isEqualTo(new Recorded.Changed(List.of(new FieldChange("user_id", "",
                People.rep("Moses Frase").id().value()), new FieldChange("cost_centre", "10", "20"))));
        assertThat(participants.byUser(People.rep("Moses Frase").id()).orElseThrow().id()).isEqualTo(MOSES);
        assertThat(jdbc.sql("select count(*) from participant.correction").query(Long.class).single()).isEqualTo(2);
    }

    @Test
    void anUndatedTeamListMovesSomeoneFromTheStartOfTheOpenPeriod() {
        assertThat(participants.recordTeam("Moses Frase", "Dustin Brinkmann", "Central"))
                .isEqualTo(new Recorded.Changed(List.of(new FieldChange("office", "", "Central"))));
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        periods.transition(Quarters.Q1, PeriodState.LOCKED);
        participants.recordTeam("Moses Frase", "Cara Losch", "East");
        LocalDate april = LocalDate.of(2017, 4, 1);
        assertThat(lines.managerOf(MOSES, april.minusDays(1))).contains(DUSTIN);
        assertThat(lines.managerOf(MOSES, april)).contains(CARA);
        assertThat(participants.positionOf(MOSES, april.minusDays(1)).orElseThrow().office()).isEqualTo("Central");
        assertThat(participants.positionOf(MOSES, april).orElseThrow().office()).isEqualTo("East");
    }

    @Test
    void aCircleIsRefusedWithASentenceAndByTheDatabase() {
        assertThatThrownBy(() -> record("Renata Vogel", "Director", "Moses Frase", START)).isInstanceOf(Refused.class)
                .hasMessageContaining("lead back");
        assertThatThrownBy(() -> jdbc.sql("""
				insert into participant.reporting_line (participant_id, manager_id, valid_from)
				values ('renata-vogel', 'moses-frase', '2017-01-01')
				""").update()).hasStackTraceContaining("the line would lead back");
        record("Moses Frase", "Rep", "Cara Losch", MAY);
        assertThatThrownBy(() -> record("Dustin Brinkmann", "Manager", "Moses Frase", START))
                .isInstanceOf(Refused.class);
        record("Dustin Brinkmann", "Manager", "Moses Frase", MAY);
        assertThat(lines.line(DUSTIN, MAY)).containsExactly(MOSES, CARA, RENATA);
    }

    @Test
    void twoHalvesOfACircleAtOnceDoNotMakeOne() throws InterruptedException {
        List<Together.Outcome<Recorded>> both = Together.run(
                () -> record("Dustin Brinkmann", "Manager", "Cara Losch", MAY),
                () -> record("Cara Losch", "Manager", "Dustin Brinkmann", MAY));
        assertThat(both).extracting(Together.Outcome::succeeded).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void overlapsAreRefusedByTheDatabase() {
        assertThatThrownBy(() -> jdbc.sql("""
				insert into participant.reporting_line (participant_id, manager_id, valid_from, valid_to)
				values ('moses-frase', 'cara-losch', '2017-01-01', '2017-02-01')
				""").update()).hasStackTraceContaining("reporting_line_no_overlap");
        assertThatThrownBy(() -> jdbc.sql("""
				insert into participant.position (participant_id, title, office, valid_from, valid_to)
				values ('moses-frase', 'x', '', '2017-01-01', '2017-01-01')
				""").update()).hasStackTraceContaining("position_valid_shape");
    }

    @Test
    void aLeaverLeavesHisLineAndPosition() {
        participants
                .record(new PersonFacts("Moses Frase", Optional.empty(), "E-Moses Frase", "Meridian", "10", USD, "Rep",
                        Optional.of("Dustin Brinkmann"), START, Optional.of(MAY)));
        assertThat(participants.get(MOSES).employed()).isEqualTo(DateRange.of(START, MAY));
        assertThat(lines.managerOf(MOSES, MAY)).isEmpty();
        assertThat(participants.positionOf(MOSES, MAY)).isEmpty();
        assertThat(lines.managerOf(MOSES, MAY.minusDays(1))).contains(DUSTIN);
    }

    @Test
    void quotasNeverOverlapAndOnesOfALockedPeriodAreCorrectedByName() {
        DateRange march = DateRange.of(LocalDate.of(2017, 3, 1), LocalDate.of(2017, 4, 1));
        Quota quota = new Quota(MOSES, "amount", march, Money.of("1000", USD));
        assertThat(quotas.put(quota)).isInstanceOf(Recorded.Added.class);
        assertThat(quotas.put(quota)).isInstanceOf(Recorded.Unchanged.class);
        assertThat(quotas.put(new Quota(MOSES, "amount", march, Money.of("2000", USD))))
                .isInstanceOf(Recorded.Changed.class);
        assertThatThrownBy(
                () -> quotas.put(new Quota(MOSES, "amount", DateRange.of(START, march.to()), Money.of("1", USD))))
                .isInstanceOf(Refused.class);
        assertThat(quotas.of(MOSES, Quarters.quarter(1).span())).singleElement()
                .satisfies(stored -> assertThat(stored.amount()).isEqualTo(Money.of("2000", USD)));
        periods.transition(Quarters.Q1, PeriodState.CLOSING);
        periods.transition(Quarters.Q1, PeriodState.LOCKED);
        assertThat(quotas.put(quota)).isInstanceOf(Recorded.Changed.class);
        assertThat(quotas.lastCorrection(MOSES, march)).hasValueSatisfying(correction -> {
            assertThat(correction.before()).isEqualTo("2000.00");
            assertThat(correction.after()).isEqualTo("1000.00");
        });
    }

    private Recorded record(String name, String title, @Nullable String manager, LocalDate from) {
        return participants.record(new PersonFacts(name, Optional.empty(), "E-" + name, "Meridian", "10", USD, title,
                Optional.ofNullable(manager), from, Optional.empty()));
    }
}
