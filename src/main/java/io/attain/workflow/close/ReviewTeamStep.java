package io.attain.workflow.close;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.attain.audit.Verdict;
import io.attain.calculation.Run;
import io.attain.calculation.RunId;
import io.attain.calculation.Runs;
import io.attain.identity.UserId;
import io.attain.participant.Participant;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;
import io.attain.shared.Money;
import io.attain.workflow.engine.Cases;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.inbox.Fact;
import io.attain.workflow.inbox.FormValues;
import io.attain.workflow.inbox.TaskStep;

/** A manager reviews what his team earned. */
@Component
class ReviewTeamStep implements TaskStep {

    private final Runs runs;
    private final CloseRounds rounds;
    private final Cases cases;
    private final Participants participants;
    private final TeamManagers managers;

    ReviewTeamStep(Runs runs, CloseRounds rounds, Cases cases, Participants participants, TeamManagers managers) {
        this.runs = runs;
        this.rounds = rounds;
        this.cases = cases;
        this.participants = participants;
        this.managers = managers;
    }

    @Override
    public String taskKey() {
        return CloseProcess.REVIEW_TEAM;
    }

    @Override
    public String title(GuardedTask task) {
        return "Review your team's results of " + task.subject().id();
    }

    @Override
    public List<Fact> facts(GuardedTask task) {
        RunId run = rounds.current(task.processInstanceId()).run();
        Map<ParticipantId, Money> totals = runs.totals(run);
        List<Fact> facts = new ArrayList<>();
        for (ParticipantId member : managers.team(run, new ParticipantId(task.part()))) {
            Money total = totals.get(member);
            facts.add(new Fact(participants.find(member).map(Participant::name).orElse(member.value()),
                    total == null ? "—" : total.toString()));
        }
        return facts;
    }

    @Override
    public String link(GuardedTask task) {
        return "/close/" + task.subject().id();
    }

    @Override
    public Optional<Approving> decide(GuardedTask task, FormValues values) {
        Run run = runs.get(rounds.current(task.processInstanceId()).run());
        UserId starter = cases.open(task.subject(), CloseProcess.PROCESS)
                .flatMap(Cases.Case::openedBy)
                .orElseThrow(() -> new IllegalStateException("nobody started the close of " + task.subject().id()));
        return Optional.of(new Approving(CloseProcess.REVIEW_STEP,
                values.decision().equals("approve") ? Verdict.APPROVED : Verdict.REJECTED, starter,
                run.resultDigest().orElseThrow(() -> new IllegalStateException(run.id() + " is not calculated"))));
    }
}
