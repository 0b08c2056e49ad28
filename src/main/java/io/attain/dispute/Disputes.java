package io.attain.dispute;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.crediting.Share;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.ledger.Held;
import io.attain.participant.ParticipantId;
import io.attain.period.PeriodId;
import io.attain.sales.EventKey;
import io.attain.shared.Refused;

/**
 * Split requests and contested credits: filed and answered by participants, decided by whom the routing tables name
 * and who is no party. A decision that changes something puts a new version of the deal's split in force; the open
 * period follows. Refusals carry the codes {@code dispute-…}.
 */
@Service
public class Disputes {

    private final DisputeRows rows;
    private final Filing filing;
    private final Answering answering;
    private final Asking asking;
    private final Deciding deciding;
    private final Triage triage;
    private final Approving approving;
    private final Settling settling;
    private final Withdrawing withdrawing;
    private final Reviving reviving;
    private final Acts acts;
    private final DisputeHolds holds;
    private final Alternatives alternatives;
    private final StepDeadlines deadlines;
    private final Sight sight;
    private final DisputeLog log;

    Disputes(DisputeRows rows, Filing filing, Answering answering, Asking asking, Deciding deciding, Triage triage,
            Approving approving, Settling settling, Withdrawing withdrawing, Reviving reviving, Acts acts,
            DisputeHolds holds, Alternatives alternatives, StepDeadlines deadlines, Sight sight, DisputeLog log) {

        this.rows = rows;
        this.filing = filing;
        this.answering = answering;
        this.asking = asking;
        this.deciding = deciding;
        this.triage = triage;
        this.approving = approving;
        this.settling = settling;
        this.withdrawing = withdrawing;
        this.reviving = reviving;
        this.acts = acts;
        this.holds = holds;
        this.alternatives = alternatives;
        this.deadlines = deadlines;
        this.sight = sight;
        this.log = log;
    }

    /**
     * Files a claim in the name of the current user, who must be a participant. Counterparts are the others credited
     * with the deal; with none, the claim goes to the manager at once.
     */
    @Transactional
    public FilingResult file(FileClaim claim) {
        return filing.file(claim);
    }

    /** A counterpart's answer, in the name of the current user; the last one hands the case to the manager. */
    @Transactional
    public Dispute answer(DisputeId id, Answer answer, String note) {
        return answering.answer(id, answer, note);
    }

    /** The time for answers is over: the manager decides without. Harmless when the case has moved on. */
    @Transactional
    public Dispute noAnswer(DisputeId id) {
        return answering.noAnswer(id);
    }

    /**
     * The claimant accepts a counterpart's counter-proposal, so that both sides want the same; the decider still
     * decides. Accepting another one later takes the place of the first.
     *
     * @throws Refused when that counterpart proposed nothing, or the dispute is decided
     */
    @Transactional
    public Dispute acceptCounter(DisputeId id, ParticipantId counterpart) {
        return answering.acceptCounter(id, counterpart);
    }

    /** Something said by a party or the decider to everyone in the dispute, up to 1000 characters. */
    @Transactional
    public void comment(DisputeId id, String text) {
        asking.comment(id, text);
    }

    /** The decider asks the claimant for information; the decision waits for it. */
    @Transactional
    public Dispute askInformation(DisputeId id, String question) {
        return asking.askInformation(id, question);
    }

    /**
     * The claimant gives the information asked for.
     *
     * @param text blank for nothing to add
     */
    @Transactional
    public Dispute giveInformation(DisputeId id, String text) {
        return asking.giveInformation(id, text);
    }

    /** The time for giving information is over. Harmless when the case has moved on. */
    @Transactional
    public Dispute noInformation(DisputeId id) {
        return asking.noInformation(id);
    }

    /** Half the time of a step is over: whoever is next is reminded, for all to see. */
    @Transactional
    public void remind(DisputeId id, Step step) {
        deadlines.remind(id, step);
    }

    /** A comp admin finds a claim clear: it goes on, and what it would take from others is held from now on. */
    @Transactional
    public Dispute acceptClaim(DisputeId id, String note) {
        return triage.accept(id, note);
    }

    /** A comp admin finds no claim in it; a decision that stood before new evidence came stands again. */
    @Transactional
    public Dispute refuseClaim(DisputeId id, String reason) {
        return triage.refuse(id, reason);
    }

    /** The time for the triage is over: the claim goes on as it is. Harmless when the case has moved on. */
    @Transactional
    public Dispute noTriage(DisputeId id) {
        return triage.pass(id);
    }

    /** A comp admin who is no party and did not decide confirms what was decided, or asks to decide again. */
    @Transactional
    public Dispute review(DisputeId id, boolean confirmed, String reason) {
        return approving.review(id, confirmed, reason);
    }

    /** The time for the review is over: finance looks at it instead. Harmless when the case has moved on. */
    @Transactional
    public Dispute noReview(DisputeId id) {
        return approving.passReview(id);
    }

    /** Finance, no party and none who decided, approves the money of a decision, or asks to decide again. */
    @Transactional
    public Dispute approve(DisputeId id, boolean approved, String reason) {
        return approving.approve(id, approved, reason);
    }

    /** The time for the approval is over: the finance director approves. Harmless when the case has moved on. */
    @Transactional
    public Dispute noApproval(DisputeId id) {
        return approving.noteLateApproval(id);
    }

    /** Puts a decision that waited for the end of a close into effect. Harmless when there is none. */
    @Transactional
    public Dispute settle(DisputeId id) {
        return settling.settle(id);
    }

    /**
     * A party is not content with what was decided: once, someone who has not dealt with it decides anew.
     *
     * @throws Refused {@code dispute-undecided}, {@code dispute-closed}, {@code dispute-appealed}
     */
    @Transactional
    public Dispute appeal(DisputeId id, String reason) {
        return reviving.appeal(id, reason);
    }

    /**
     * The claimant comes with new evidence: once, it is triaged and decided anew.
     *
     * @throws Refused {@code dispute-undecided}, {@code dispute-closed}, {@code dispute-reopened}
     */
    @Transactional
    public Dispute reopen(DisputeId id, String evidence) {
        return reviving.reopen(id, evidence);
    }

    /** The time for an appeal is over. Harmless when the case was taken up again. */
    @Transactional
    public Dispute close(DisputeId id) {
        return reviving.close(id);
    }

    /** Who did what on the way to a resolution, the earliest first. */
    public List<Act> acts(DisputeId id) {
        return acts.of(id);
    }

    /** Those who ruled in this round: somebody else reviews and approves. */
    public Set<UserId> ruledNow(DisputeId id) {
        return acts.ruledNow(rows.get(id));
    }

    public boolean mayTriage(Dispute dispute, User user) {
        return sight.mayTriage(dispute, user);
    }

    public boolean mayReview(Dispute dispute, User user) {
        return sight.mayReview(dispute, user);
    }

    public boolean mayApprove(Dispute dispute, User user) {
        return sight.mayApprove(dispute, user);
    }

    /**
     * Decides, in the name of the current user, who must be the decider and no party. Of two managers the second has to
     * come to the same. What moves more money than the table allows is reviewed and approved; while the deal's period
     * is being closed the change waits.
     */
    @Transactional
    public Dispute decide(DisputeId id, Decision decision, String reason) {
        return deciding.decide(id, decision, reason);
    }

    /** Takes a claim back; only its claimant may, until it is decided. */
    @Transactional
    public Dispute withdraw(DisputeId id) {
        return withdrawing.withdraw(id);
    }

    /**
     * Nobody decided in time: the next superior of all parties decides, at last the finance director, who is only
     * noted to be late. Harmless when the case has moved on.
     */
    @Transactional
    public Dispute escalate(DisputeId id) {
        return deciding.escalate(id);
    }

    /** A step's clock has started, or goes on; the moments come from the table of time limits. */
    @Transactional
    public void clockStarted(DisputeId id, Deadline deadline) {
        deadlines.clockStarted(id, deadline);
    }

    /** The clock that runs now; none once the dispute is over. */
    public Optional<Deadline> deadline(DisputeId id) {
        return deadlines.deadline(id);
    }

    /** The clocks that run now, by dispute. */
    public Map<DisputeId, Deadline> deadlines() {
        return deadlines.deadlines();
    }

    /** The clock of a step as it started last. */
    public Optional<Deadline> deadline(DisputeId id, Step step) {
        return deadlines.deadline(id, step);
    }

    /**
     * Changes of state after a number, the earliest first.
     *
     * @param most at most this many, up to 1000
     */
    public List<StateChange> changesAfter(long seq, int most) {
        return deadlines.changesAfter(seq, most);
    }

    /** The open disputes that can wait for one of these people, as parties or deciders; never empty. */
    public Optional<Set<DisputeId>> openOf(Set<UserId> people) {
        return Optional.of(sight.openOf(people));
    }

    /** What is held from whom until the dispute is decided. */
    public List<Held> held(DisputeId id) {
        return holds.held(id);
    }

    /**
     * What the split in question does to everyone in it: as decided once decided, else as the claimant proposes.
     * Earnings of the deal's period, computed by the calculator itself.
     */
    @Transactional(readOnly = true)
    public List<Effect> effect(DisputeId id) {
        return alternatives.effect(id);
    }

    /** What another split would do, for weighing a counter-proposal. */
    @Transactional(readOnly = true)
    public List<Effect> effect(DisputeId id, List<Share> shares) {
        return alternatives.effect(id, shares);
    }

    /**
     * Every split on the table with what it comes to, computed by the calculator as the period stands: the claim,
     * the counter-proposals in the order they came, and the one that is tried out.
     *
     * @param tried a whole split, totalling 100 percent
     * @throws Refused when the split that is tried out is none
     */
    @Transactional(readOnly = true)
    public List<Alternative> alternatives(DisputeId id, Optional<List<Share>> tried) {
        return alternatives.alternatives(id, tried);
    }

    public Optional<Dispute> find(DisputeId id) {
        return rows.find(id);
    }

    public Dispute get(DisputeId id) {
        return rows.get(id);
    }

    /** Those of these numbers, read together. */
    public List<Dispute> all(Collection<DisputeId> ids) {
        return rows.all(List.copyOf(ids));
    }

    /** What was said and done, the earliest first. */
    public List<Message> messages(DisputeId id) {
        return log.messages(id);
    }

    /** The disputes the current user is a party of, the latest first. */
    public List<Dispute> mine() {
        return sight.mine();
    }

    /** The disputes the current user may see as a superior: those he decides and those of people below him. */
    public List<Dispute> ofManager() {
        return sight.ofManager();
    }

    /** Every dispute, the latest first; for those whose role sees all. */
    public List<Dispute> all() {
        return rows.all();
    }

    /** What the current user may see, the latest first, whatever his role. */
    public List<Dispute> visible() {
        return sight.visible();
    }

    /** Every dispute about a deal, the latest first. */
    public List<Dispute> ofDeal(EventKey deal) {
        return rows.ofDeal(deal);
    }

    /** The undecided ones about deals of a period: what a close should look at before it starts. */
    public List<Dispute> openIn(PeriodId period) {
        return rows.openIn(period);
    }

    /** Whether the current user may see a dispute: its parties, their superiors, and the roles that see all. */
    public boolean maySee(DisputeId id) {
        return sight.maySee(id);
    }

    public boolean maySee(Dispute dispute, User user) {
        return sight.maySee(dispute, user);
    }

    /** Whether this person decides the dispute: the decider of the reporting line, or, where it is exhausted, finance's director. */
    public boolean mayDecide(Dispute dispute, User user) {
        return sight.isDecider(dispute, user);
    }

    /** Whether this person decides the dispute, for himself or in place of a decider who is away. */
    public boolean decidesOrStandsIn(Dispute dispute, User user) {
        return sight.mayDecide(dispute, user);
    }
}
