package io.attain.split;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.crediting.Share;
import io.attain.crediting.SplitSet;
import io.attain.crediting.Splits;
import io.attain.identity.CurrentUser;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.participant.ReportingLines;
import io.attain.period.Periods;
import io.attain.sales.Deal;
import io.attain.sales.Deals;
import io.attain.sales.EventKey;
import io.attain.shared.Money;
import io.attain.shared.Refused;

/**
 * Shares of open deals, agreed by everyone who has or gets one. A manager is told, or decides where the deal is worth
 * more than the table of limits says. What is agreed takes effect in the import that brings the deal in as won.
 */
@Service
public class SplitRequests {

    private static final int LONGEST_TEXT = 1000;
    private static final int MOST_ROUNDS = 9;

    private final JdbcClient jdbc;
    private final SplitRequestRows rows;
    private final SplitLog log;
    private final SplitSight sight;
    private final Agreements agreements;
    private final Deals deals;
    private final Splits splits;
    private final Periods periods;
    private final Participants participants;
    private final ReportingLines lines;
    private final CurrentUser currentUser;
    private final ObjectProvider<SplitWorkflow> workflow;
    private final Clock clock;

    SplitRequests(JdbcClient jdbc, SplitRequestRows rows, SplitLog log, SplitSight sight, Agreements agreements,
            Deals deals, Splits splits, Periods periods, Participants participants, ReportingLines lines,
            CurrentUser currentUser, ObjectProvider<SplitWorkflow> workflow, Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.log = log;
        this.sight = sight;
        this.agreements = agreements;
        this.deals = deals;
        this.splits = splits;
        this.periods = periods;
        this.participants = participants;
        this.lines = lines;
        this.currentUser = currentUser;
        this.workflow = workflow;
        this.clock = clock;
    }

    /**
     * Proposes shares in the name of the current user, who works on the deal: its seller, somebody who shares it, or
     * somebody an earlier proposal invited. The others are asked.
     *
     * @throws Refused               when the deal is unknown or no more open, the shares are none, somebody cannot be
     *                               asked, or a proposal for the deal is on its way
     * @throws AccessDeniedException when the current user is no participant
     */
    @Transactional
    public SplitRequestId propose(ProposeShares proposal) {
        User user = currentUser.get();
        Participant me = participants.byUser(user.id())
                .orElseThrow(() -> new AccessDeniedException("only participants share deals"));
        Deal deal = deals.get(proposal.deal());
        if (!deal.stage().isOpen()) {
            throw new Refused("split-deal-closed", "Deal %s is %s: shares are agreed ahead while a deal is open.%s"
                    .formatted(deal.key().externalId(), deal.stage().label().toLowerCase(java.util.Locale.ROOT),
                            deal.closeDate().isPresent() && deal.value().isPresent()
                                    ? " File a dispute instead."
                                    : ""));
        }
        requireShort(proposal.note());
        List<Share> now = splits.sharesOf(proposal.deal());
        requireShares(proposal.shares(), now);
        if (!worksOn(deal, now, me.id())) {
            throw new AccessDeniedException("only who works on the deal proposes its shares");
        }
        Map<ParticipantId, UserId> sharers = sharers(proposal.shares(), now);
        LocalDate asOf = periods.businessDate();
        Optional<Participant> decider = superiors(List.copyOf(sharers.keySet()), asOf).stream().findFirst();
        Optional<Money> value = agreements.valueOf(deal);
        SplitRequestId id = insert(deal, value, asOf, decider, user);
        int place = 1;
        for (Map.Entry<ParticipantId, UserId> sharer : sharers.entrySet()) {
            jdbc.sql("""
                    insert into split.sharer (request_id, place, participant_id, user_id)
                    values (:id, :place, :participant, :user)
                    """)
                    .param("id", id.value()).param("place", place++)
                    .param("participant", sharer.getKey().value()).param("user", sharer.getValue().value()).update();
        }
        write(id, 1, me.id(), proposal.shares(), proposal.note());
        workflow.ifAvailable(port -> port.opened(id));
        return id;
    }

    private SplitRequestId insert(Deal deal, Optional<Money> value, LocalDate asOf, Optional<Participant> decider,
            User user) {
        return jdbc.sql("""
                insert into split.request (deal_source, deal_external_id, state, seller_id, split_version, value_minor,
                       currency, as_of, decider_id, decider_user, filed_by, filed_at)
                values (:source, :deal, 'PROPOSED', :seller, :version, :minor, :currency, :asOf, :decider, :deciderUser,
                        :by, :at)
                on conflict (deal_source, deal_external_id) where state in ('PROPOSED', 'WITH_MANAGER') do nothing
                returning id
                """)
                .param("source", deal.key().source()).param("deal", deal.key().externalId())
                .param("seller", deal.seller().value())
                .param("version", splits.of(deal.key()).map(SplitSet::version).orElse(0))
                .param("minor", value.map(Money::minor).orElse(null))
                .param("currency", value.map(worth -> worth.currency().getCurrencyCode()).orElse(null))
                .param("asOf", asOf)
                .param("decider", decider.map(one -> one.id().value()).orElse(null))
                .param("deciderUser", decider.flatMap(Participant::user).map(UserId::value).orElse(null))
                .param("by", user.id().value())
                .param("at", Timestamp.from(clock.instant()))
                .query(Long.class).optional().map(SplitRequestId::new)
                .orElseThrow(() -> new Refused("split-open-already", "Shares of deal " + deal.key().externalId()
                        + " are proposed already: answer that proposal, or wait for its end."));
    }

    /** A sharer agrees to the latest terms, in the name of the current user; the last one makes the agreement. */
    @Transactional
    public SplitRequest confirm(SplitRequestId id, int round) {
        SplitRequest request = asked(id, round);
        reply(request, Sharer.Reply.CONFIRMED, "");
        log.say(id, "Agrees.");
        SplitRequest now = get(id);
        if (now.awaiting().isEmpty()) {
            if (agreements.managerDecides(now.value())) {
                log.move(now, SplitState.WITH_MANAGER, "All agree; " + deciderName(now) + " decides.");
            } else {
                agreements.agreed(now, "All agree; " + deciderName(now) + " is told.");
            }
        }
        return get(id);
    }

    /** A sharer says no, which ends it. */
    @Transactional
    public SplitRequest decline(SplitRequestId id, int round, String why) {
        SplitRequest request = asked(id, round);
        requireReason(why);
        reply(request, Sharer.Reply.DECLINED, why.strip());
        log.move(request, SplitState.DECLINED, "Declines: " + why.strip());
        return get(id);
    }

    /**
     * A sharer proposes other shares for the same people: now all others are asked about these.
     *
     * @throws Refused after nine proposals
     */
    @Transactional
    public SplitRequest counter(SplitRequestId id, int round, List<Share> shares, String why) {
        SplitRequest request = asked(id, round);
        requireReason(why);
        requireShares(shares, request.latest().shares());
        if (!request.parties().containsAll(shares.stream().map(Share::participant).toList())) {
            throw new Refused("split-newcomer", "A counter-proposal is for the same people; "
                    + "decline, and make a new proposal, to share with somebody else.");
        }
        if (round >= MOST_ROUNDS) {
            throw new Refused("split-rounds",
                    "There have been " + MOST_ROUNDS + " proposals: agree to this one or decline.");
        }
        reply(request, Sharer.Reply.COUNTERED, why.strip());
        write(id, round + 1, request.sharer(currentUser.get().id()).orElseThrow().participant(), shares, why.strip());
        return get(id);
    }

    /** The manager decides for the shares. */
    @Transactional
    public SplitRequest approve(SplitRequestId id, String reason) {
        SplitRequest request = decided(id);
        jdbc.sql("update split.request set approved_by = :by where id = :id")
                .param("by", currentUser.get().id().value()).param("id", id.value()).update();
        agreements.agreed(get(id), ("Approves the shares. " + reason.strip()).strip());
        return get(request.id());
    }

    /** The manager decides against the shares. */
    @Transactional
    public SplitRequest reject(SplitRequestId id, String reason) {
        SplitRequest request = decided(id);
        requireReason(reason);
        log.move(request, SplitState.REJECTED, "Does not approve: " + reason.strip());
        return get(id);
    }

    /** Takes a proposal back; whoever made it may, until all have agreed. */
    @Transactional
    public SplitRequest withdraw(SplitRequestId id) {
        SplitRequest request = hold(id);
        if (!request.filedBy().equals(currentUser.get().id())) {
            throw new AccessDeniedException("only who proposed the shares takes them back");
        }
        if (request.state() == SplitState.WITHDRAWN) {
            return request;
        }
        if (request.state() != SplitState.PROPOSED && request.state() != SplitState.WITH_MANAGER) {
            throw SplitLog.over(request);
        }
        log.move(request, SplitState.WITHDRAWN, "Takes the proposal back.");
        workflow.ifAvailable(port -> port.withdrawn(id));
        return get(id);
    }

    /** Not all answered in time. Harmless when the case has moved on. */
    @Transactional
    public void lapse(SplitRequestId id) {
        SplitRequest request = hold(id);
        if (request.state() == SplitState.PROPOSED) {
            log.move(request, SplitState.LAPSED, "No answer of " + String.join(", ",
                    request.awaiting().stream().map(Sharer::name).toList()) + " in time: the deal stays as it is.");
        }
    }

    /** Half the time of a step is over: whoever is next is reminded, for all to see. */
    @Transactional
    public void remind(SplitRequestId id) {
        SplitRequest request = hold(id);
        if (request.state() == SplitState.PROPOSED) {
            log.say(id, "Reminds " + String.join(", ", request.awaiting().stream().map(Sharer::name).toList())
                    + ": half the time is over.");
        } else if (request.state() == SplitState.WITH_MANAGER) {
            log.say(id, "Reminds " + deciderName(request) + ": half the time is over.");
        }
    }

    /** Nobody decided in time: the next superior of all decides, at last the finance director. */
    @Transactional
    public void escalate(SplitRequestId id) {
        SplitRequest request = hold(id);
        if (request.state() != SplitState.WITH_MANAGER) {
            return;
        }
        Optional<Participant> next = request.decider().flatMap(late -> superiors(List.copyOf(request.parties()),
                request.asOf()).stream().dropWhile(level -> !level.id().equals(late)).skip(1).findFirst());
        jdbc.sql("""
                update split.request set decider_id = :decider, decider_user = :user, escalations = escalations + 1
                 where id = :id
                """)
                .param("decider", next.map(one -> one.id().value()).orElse(null))
                .param("user", next.flatMap(Participant::user).map(UserId::value).orElse(null))
                .param("id", id.value()).update();
        log.say(id, "No decision in time; " + deciderName(get(id)) + " decides.");
        log.note(id, "escalated", Map.of("to", next.map(one -> one.id().value()).orElse("finance-director")));
    }

    /** A step's clock has started; the moments come from the table of time limits. */
    @Transactional
    public void clockStarted(SplitRequestId id, SplitDeadline deadline) {
        jdbc.sql("""
                insert into split.deadline (request_id, step, started_at, half_time, due_at)
                values (:id, :step, :started, :half, :due)
                """)
                .param("id", id.value()).param("step", deadline.step().name())
                .param("started", Timestamp.from(deadline.startedAt()))
                .param("half", Timestamp.from(deadline.halfTime())).param("due", Timestamp.from(deadline.due()))
                .update();
    }

    /** The clock that runs now; none while the request waits for the deal, or once it is over. */
    public Optional<SplitDeadline> deadline(SplitRequestId id) {
        return jdbc.sql("""
                select l.step, l.started_at, l.half_time, l.due_at from split.deadline l
                  join split.request r on r.id = l.request_id
                 where l.request_id = :id and r.state in ('PROPOSED', 'WITH_MANAGER') order by l.id desc limit 1
                """).param("id", id.value())
                .query((row, number) -> new SplitDeadline(SplitStep.valueOf(row.getString("step")),
                        row.getTimestamp("started_at").toInstant(), row.getTimestamp("half_time").toInstant(),
                        row.getTimestamp("due_at").toInstant()))
                .optional();
    }

    public Optional<SplitRequest> find(SplitRequestId id) {
        return rows.find(id);
    }

    public SplitRequest get(SplitRequestId id) {
        return find(id).orElseThrow(() -> unknown(id));
    }

    public List<SplitMessage> messages(SplitRequestId id) {
        return log.messages(id);
    }

    /** What the current user may see of the deal, the latest first. */
    public List<SplitRequest> ofDeal(EventKey deal) {
        User user = currentUser.get();
        return rows.read("where r.deal_source = :source and r.deal_external_id = :id order by r.id desc",
                Map.of("source", deal.source(), "id", deal.externalId())).stream()
                .filter(request -> sight.maySee(request, user)).toList();
    }

    /** What the current user may see, open ones first, then the latest; at most 500. */
    public List<SplitRequest> visible() {
        return sight.visible(currentUser.get());
    }

    /** Whether somebody may see a request: its sharers, their superiors, whoever decides, and the auditor. */
    public boolean maySee(SplitRequest request, User user) {
        return sight.maySee(request, user);
    }

    /** Whether this person himself is told, and decides: the nearest superior of all, or the finance director. */
    public boolean isDecider(SplitRequest request, User user) {
        return sight.isDecider(request, user);
    }

    /** Whether this person decides, for himself or in the decider's place. */
    public boolean mayDecide(SplitRequest request, User user) {
        return sight.mayDecide(request, user);
    }

    /** Whether the current user may propose shares of the deal now. */
    public boolean mayPropose(Deal deal) {
        return deal.stage().isOpen() && participants.byUser(currentUser.get().id())
                .filter(me -> worksOn(deal, splits.sharesOf(deal.key()), me.id())).isPresent();
    }

    private boolean worksOn(Deal deal, List<Share> now, ParticipantId me) {
        return deal.seller().equals(me) || now.stream().anyMatch(share -> share.participant().equals(me))
                || jdbc.sql("""
                        select exists (select from split.request r join split.sharer s on s.request_id = r.id
                                        where r.deal_source = :source and r.deal_external_id = :id
                                          and s.participant_id = :me)
                        """).param("source", deal.key().source()).param("id", deal.key().externalId())
                        .param("me", me.value()).query(Boolean.class).single();
    }

    private Map<ParticipantId, UserId> sharers(List<Share> proposed, List<Share> now) {
        Map<ParticipantId, UserId> sharers = new LinkedHashMap<>();
        List<Share> all = new ArrayList<>(proposed);
        all.addAll(now);
        for (Share share : all) {
            Participant one = participants.get(share.participant());
            sharers.put(one.id(), one.user().orElseThrow(() -> new Refused("split-cannot-agree",
                    one.name() + " cannot sign in, and so cannot agree to shares.")));
        }
        return sharers;
    }

    /** Who is above every one of them, is none of them and can sign in; the nearest to the first of them first. */
    private List<Participant> superiors(List<ParticipantId> of, LocalDate asOf) {
        List<ParticipantId> inOrder = List.copyOf(new TreeSet<>(of.stream().map(ParticipantId::value).toList()))
                .stream()
                .map(ParticipantId::new).toList();
        List<List<ParticipantId>> upward = inOrder.stream().map(one -> lines.line(one, asOf)).toList();
        return upward.getFirst().stream()
                .filter(one -> !of.contains(one) && upward.stream().allMatch(line -> line.contains(one)))
                .map(participants::get)
                .filter(one -> one.user().isPresent())
                .toList();
    }

    private void requireShares(List<Share> shares, List<Share> now) {
        SplitSet.refuseUnlessWhole(shares);
        shares.forEach(share -> participants.get(share.participant()));
        if (SplitSet.same(shares, now)) {
            throw new Refused("split-no-change", "This is how the deal is shared already.");
        }
    }

    /** The request, if the current user is asked about these very terms. */
    private SplitRequest asked(SplitRequestId id, int round) {
        SplitRequest request = hold(id);
        Sharer me = request.sharer(currentUser.get().id())
                .orElseThrow(() -> new AccessDeniedException("only the sharers agree to shares"));
        if (request.state() != SplitState.PROPOSED) {
            throw SplitLog.over(request);
        }
        if (request.latest().round() != round) {
            throw new Refused("split-changed", "Other shares have been proposed in the meantime: look at those.");
        }
        if (request.awaiting().stream().noneMatch(me::equals)) {
            throw new Refused("split-answered", "You have answered already.");
        }
        return request;
    }

    private SplitRequest decided(SplitRequestId id) {
        SplitRequest request = hold(id);
        if (!sight.mayDecide(request, currentUser.get())) {
            throw new AccessDeniedException("only the superior of all sharers decides their shares");
        }
        if (request.state() != SplitState.WITH_MANAGER) {
            throw SplitLog.over(request);
        }
        return request;
    }

    private void reply(SplitRequest request, Sharer.Reply reply, String note) {
        jdbc.sql("""
                insert into split.reply (request_id, round, participant_id, reply, note, replied_at)
                values (:id, :round, :participant, :reply, :note, :at)
                """)
                .param("id", request.id().value()).param("round", request.latest().round())
                .param("participant", request.sharer(currentUser.get().id()).orElseThrow().participant().value())
                .param("reply", reply.name()).param("note", note).param("at", Timestamp.from(clock.instant()))
                .update();
    }

    private void write(SplitRequestId id, int round, ParticipantId by, List<Share> shares, String note) {
        jdbc.sql("""
                insert into split.terms (request_id, round, proposed_by, participants, percents, note, proposed_at)
                values (:id, :round, :by, :participants, :percents, :note, :at)
                """)
                .param("id", id.value()).param("round", round).param("by", by.value())
                .param("participants",
                        shares.stream().map(share -> share.participant().value()).toArray(String[]::new))
                .param("percents", shares.stream().map(Share::percent).toArray(BigDecimal[]::new))
                .param("note", note).param("at", Timestamp.from(clock.instant()))
                .update();
        log.say(id, ("Proposes " + inWords(shares) + ". " + note).strip());
        log.note(id, "proposed", Map.of("round", round, "shares", inWords(shares)));
    }

    private String inWords(List<Share> shares) {
        return String.join(", ", shares.stream().map(share -> participants.get(share.participant()).name() + " "
                + share.percent().stripTrailingZeros().toPlainString() + " %").toList());
    }

    private String deciderName(SplitRequest request) {
        return request.decider().map(one -> participants.get(one).name()).orElse("the finance director");
    }

    private SplitRequest hold(SplitRequestId id) {
        return rows.hold(id).orElseThrow(() -> unknown(id));
    }

    private static Refused unknown(SplitRequestId id) {
        return new Refused("split-request-unknown", "There is no split request " + id + ".");
    }

    private static void requireReason(String text) {
        if (text.isBlank()) {
            throw new Refused("split-reason", "Give the others a reason.");
        }
        requireShort(text);
    }

    private static void requireShort(String text) {
        if (text.length() > LONGEST_TEXT) {
            throw new Refused("split-text", "Up to " + LONGEST_TEXT + " characters, please.");
        }
    }
}
