package io.attain.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import io.attain.identity.UserId;
import io.attain.period.Period;
import io.attain.period.PeriodId;
import io.attain.period.Periods;
import io.attain.reopening.Reopening;
import io.attain.reopening.Reopenings;
import io.attain.reopening.Undoing;
import io.attain.shared.Refused;

/** Requests to open a locked period again. Somebody else decides them among the tasks. */
@RestController
@RequestMapping("/api/v1/periods/{period}/reopenings")
class ReopeningsApi {

    private final Reopenings reopenings;
    private final Periods periods;

    ReopeningsApi(Reopenings reopenings, Periods periods) {
        this.reopenings = reopenings;
        this.periods = periods;
    }

    record AskJson(Optional<String> reason) {}

    /** @param outcome why it was rejected or lapsed */
    record ReopeningJson(long id, String period, String state, String reason, String askedBy, Instant askedAt,
            Optional<String> decidedBy, Optional<Instant> decidedAt, Optional<String> outcome) {}

    /** @param statements how many are withdrawn; {@code transfers} how many postings are reversed */
    record UndoingJson(int statements, int transfers, List<Amount> earned, List<Amount> adjustments,
            List<Amount> payable, Optional<Long> batch) {}

    /**
     * @param whyNot  why the period cannot be opened again now, and what to do instead
     * @param undoing what opening it would take back; empty when it cannot be opened
     */
    record ReopeningsJson(Optional<String> whyNot, Optional<UndoingJson> undoing, List<ReopeningJson> requests) {}

    @GetMapping
    @PreAuthorize("hasAnyRole('comp-admin', 'finance', 'finance-director', 'auditor')")
    ReopeningsJson ofPeriod(@PathVariable String period) {
        PeriodId id = find(period);
        Optional<String> whyNot = reopenings.whyNot(id).map(Refused::sentence);
        return new ReopeningsJson(whyNot,
                whyNot.isPresent() ? Optional.empty() : Optional.of(json(reopenings.undoing(id))),
                reopenings.ofPeriod(id).stream().map(ReopeningsApi::json).toList());
    }

    /** Asks for it. A second request while one waits is refused. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAnyRole('comp-admin', 'finance', 'finance-director')")
    ReopeningJson ask(@PathVariable String period, @RequestBody AskJson request) {
        return json(reopenings.get(reopenings.ask(find(period), request.reason().orElse(""))));
    }

    private PeriodId find(String period) {
        return periods.find(new PeriodId(period)).map(Period::id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static UndoingJson json(Undoing undoing) {
        return new UndoingJson(undoing.statements().size(), undoing.reversals(),
                undoing.earned().stream().map(Amount::of).toList(),
                undoing.adjustments().stream().map(Amount::of).toList(),
                undoing.payable().stream().map(Amount::of).toList(),
                undoing.batch().map(batch -> batch.id().value()));
    }

    private static ReopeningJson json(Reopening request) {
        return new ReopeningJson(request.id().value(), request.period().value(), request.state().name(),
                request.reason(), request.askedBy().value(), request.askedAt(),
                request.decidedBy().map(UserId::value), request.decidedAt(), request.outcome());
    }
}
