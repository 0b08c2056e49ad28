package io.attain.api;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import io.attain.dispute.ClaimReason;
import io.attain.dispute.ClaimWithoutDeal;
import io.attain.dispute.Claims;
import io.attain.dispute.Dispute;
import io.attain.dispute.DisputeId;
import io.attain.dispute.Disputes;
import io.attain.dispute.FilingResult;
import io.attain.dispute.NamedDeal;
import io.attain.identity.CurrentUser;
import io.attain.participant.Participants;
import io.attain.shared.Money;
import io.attain.shared.Refused;
import io.attain.workflow.inbox.Inbox;

/** Claims that no known deal belongs to, for programs: filed by their claimant, linked by compensation. */
@RestController
@RequestMapping("/api/v1/disputes")
class ClaimsApi {

    private final Claims claims;
    private final Disputes disputes;
    private final DisputesApi answers;
    private final Inbox inbox;
    private final Participants participants;
    private final CurrentUser current;

    ClaimsApi(Claims claims, Disputes disputes, DisputesApi answers, Inbox inbox, Participants participants,
            CurrentUser current) {
        this.claims = claims;
        this.disputes = disputes;
        this.answers = answers;
        this.inbox = inbox;
        this.participants = participants;
        this.current = current;
    }

    /**
     * @param amount   of the whole deal, in major units of the claimant's currency
     * @param percent  the share claimed; the whole where it is left out
     * @param expected in major units of the claimant's currency
     */
    record MissingJson(String reference, String customer, BigDecimal amount, LocalDate soldOn,
            Optional<BigDecimal> percent, String reason, Optional<BigDecimal> expected) {}

    /** @param line of the claimant's own statements, as {@code 2017-Q2/7} */
    record LineJson(String line, ClaimReason about, String reason, Optional<BigDecimal> expected) {}

    /** @param deal source and id with a slash between them, or the id of a CRM deal */
    record LinkJson(String deal, Optional<String> reason) {}

    /** A deal that no import has brought. */
    @PostMapping("/missing")
    @PreAuthorize("hasAnyRole('rep', 'manager')")
    @ResponseStatus(HttpStatus.CREATED)
    DisputesApi.DisputeJson missing(@RequestBody MissingJson claim) {
        NamedDeal deal = new NamedDeal(given("reference", claim.reference()), given("customer", claim.customer()),
                inOwnCurrency(given("amount", claim.amount())), given("soldOn", claim.soldOn()),
                claim.percent().orElse(BigDecimal.valueOf(100)));
        return answered(claims.file(new ClaimWithoutDeal.Missing(deal, given("reason", claim.reason()),
                claim.expected().map(this::inOwnCurrency)), List.of()));
    }

    /** A line of a statement that no deal stands behind. */
    @PostMapping("/lines")
    @PreAuthorize("hasAnyRole('rep', 'manager')")
    @ResponseStatus(HttpStatus.CREATED)
    DisputesApi.DisputeJson line(@RequestBody LineJson claim) {
        return answered(claims.file(new ClaimWithoutDeal.OfLine(given("line", claim.line()),
                given("about", claim.about()), given("reason", claim.reason()),
                claim.expected().map(this::inOwnCurrency)), List.of()));
    }

    /** Compensation links a missing deal to the one it is; the same task as in the inbox. */
    @PostMapping("/{id}/link")
    @PreAuthorize("hasRole('comp-admin')")
    DisputesApi.DisputeJson link(@PathVariable long id, @RequestBody LinkJson link) {
        Dispute dispute = disputes.get(new DisputeId(id));
        String task = inbox.taskAbout(dispute.caseRef(), "userTask_triageClaim").orElseThrow(
                () -> new AccessDeniedException("no first look at this dispute waits for the caller"));
        Map<String, String> fields = new TreeMap<>(Map.of("decision", "link", "deal", given("deal", link.deal())));
        fields.put("reason", link.reason().orElse("Found in what was imported."));
        inbox.complete(task, fields);
        return answers.dispute(id);
    }

    private DisputesApi.DisputeJson answered(FilingResult result) {
        return switch (result) {
            case FilingResult.Filed(var id) -> answers.dispute(id.value());
            case FilingResult.Joined(var id) -> answers.dispute(id.value());
            case FilingResult.Refused(String code, String sentence) -> throw new Refused(code, sentence);
        };
    }

    private Money inOwnCurrency(BigDecimal amount) {
        return participants.byUser(current.get().id()).map(me -> {
            try {
                return Money.of(amount, me.currency());
            } catch (ArithmeticException finer) {
                throw new Refused("form-amount",
                        "%s has more decimals, or is larger, than %s can hold.".formatted(amount, me.currency()));
            }
        }).orElseThrow(() -> new AccessDeniedException("only participants file claims"));
    }

    private static <T> T given(String field, @Nullable T value) {
        if (value == null) {
            throw new Refused("form-" + field, "The field " + field + " is missing.");
        }
        return value;
    }
}
