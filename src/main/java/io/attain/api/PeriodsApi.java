package io.attain.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import io.attain.calculation.Run;
import io.attain.calculation.Runs;
import io.attain.participant.ParticipantId;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.sales.EventKey;
import io.attain.shared.Sha256;
import io.attain.statement.Acknowledgement;
import io.attain.statement.Acknowledgements;
import io.attain.statement.Statement;
import io.attain.statement.Statements;
import io.attain.web.Scope;

/** Periods, their runs and their statements. */
@RestController
@RequestMapping("/api/v1")
class PeriodsApi {

    private final Periods periods;
    private final Runs runs;
    private final Statements statements;
    private final Acknowledgements acknowledgements;
    private final Scope scope;

    PeriodsApi(Periods periods, Runs runs, Statements statements, Acknowledgements acknowledgements, Scope scope) {
        this.periods = periods;
        this.runs = runs;
        this.statements = statements;
        this.acknowledgements = acknowledgements;
        this.scope = scope;
    }

    /**
     * @param until the first day after the period
     */
    record PeriodJson(String id, LocalDate from, LocalDate until, String state, LocalDate payDate) {}

    record RunJson(String id, String kind, int number, String state, int participants, int parked, long credits,
            long lines, String inputDigest, Optional<String> resultDigest, List<Amount> totals) {}

    record LineJson(int number, LocalDate date, Optional<String> source, Optional<String> externalId, String component,
            String planVersion,
            String text, Amount credited, Amount amount) {}

    record AcknowledgementJson(String participant, String period, String by, Instant at) {}

    record StatementJson(String participant, String period, String state, Amount earned, Amount adjustments,
            Amount payable, Amount paid, List<LineJson> lines) {}

    @GetMapping("/periods")
    @PreAuthorize("hasAnyRole('rep', 'manager', 'comp-admin', 'finance', 'finance-director', 'auditor')")
    List<PeriodJson> periods() {
        return periods.all().stream().map(PeriodsApi::json).toList();
    }

    @GetMapping("/periods/{period}/runs")
    @PreAuthorize("hasAnyRole('comp-admin', 'finance', 'finance-director', 'auditor')")
    List<RunJson> runs(@PathVariable String period) {
        return runs.ofPeriod(periods.get(new PeriodId(period)).id()).stream().map(PeriodsApi::json).toList();
    }

    @GetMapping("/statements/{participant}/{period}")
    @PreAuthorize("hasAnyRole('rep', 'manager', 'comp-admin', 'finance', 'finance-director', 'auditor')")
    StatementJson statement(@PathVariable String participant, @PathVariable String period) {
        ParticipantId id = new ParticipantId(participant);
        scope.requireSight(id);
        return statements.view(id, new PeriodId(period)).map(PeriodsApi::json)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** Whoever it is about says that the published statement is read; said again it changes nothing. */
    @PostMapping("/statements/{participant}/{period}/acknowledge")
    @PreAuthorize("hasAnyRole('rep', 'manager')")
    AcknowledgementJson acknowledge(@PathVariable String participant, @PathVariable String period) {
        PeriodId id = periods.get(new PeriodId(period)).id();
        Acknowledgement read = acknowledgements.acknowledge(new ParticipantId(participant), id);
        return new AcknowledgementJson(read.participant().value(), id.value(), read.by().value(), read.at());
    }

    private static PeriodJson json(Period period) {
        return new PeriodJson(period.id().value(), period.span().from(), period.span().to(), period.state().name(),
                period.payDate());
    }

    private static RunJson json(Run run) {
        return new RunJson(run.id().toString(), run.kind().name(), run.number(), run.state().name(), run.participants(),
                run.parked(), run.credits(), run.lines(), run.inputDigest().hex(), run.resultDigest().map(Sha256::hex),
                run.totals().values().stream().map(Amount::of).toList());
    }

    private static StatementJson json(Statement statement) {
        return new StatementJson(statement.participant().value(), statement.period().value(), statement.state().name(),
                Amount.of(statement.earned()), Amount.of(statement.adjustments()), Amount.of(statement.payable()),
                Amount.of(statement.paid()),
                statement.lines().stream()
                        .map(line -> new LineJson(line.lineNo(), line.eventDate(), line.event().map(EventKey::source),
                                line.event().map(EventKey::externalId), line.component(), line.planVersion().toString(),
                                line.text(),
                                Amount.of(line.credited()), Amount.of(line.amount())))
                        .toList());
    }
}
