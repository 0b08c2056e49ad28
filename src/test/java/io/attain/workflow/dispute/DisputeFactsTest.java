package io.attain.workflow.dispute;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import io.attain.audit.CaseRef;
import io.attain.dispute.Dispute;
import io.attain.dispute.DisputeId;
import io.attain.dispute.Disputes;
import io.attain.fixtures.People;
import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.workflow.engine.GuardedTask;
import io.attain.workflow.engine.HumanTasks;
import io.attain.workflow.engine.Relation;
import io.attain.workflow.engine.SubjectFacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

class DisputeFactsTest {

    private static final User DUSTIN = People.manager("Dustin Brinkmann");

    private final Disputes disputes = mock();
    private final DisputeFacts facts = new DisputeFacts(disputes, mock(HumanTasks.class));

    @Test
    void manyTasksAreLookedAtInOneReading() {
        List<Dispute> all = LongStream.rangeClosed(1, 40).mapToObj(DisputeFactsTest::dispute).toList();
        when(disputes.all(anyCollection())).thenReturn(all);
        for (int even = 1; even < all.size(); even += 2) {
            when(disputes.mayDecide(all.get(even), DUSTIN)).thenReturn(true);
        }
        List<GuardedTask> tasks = all.stream().map(dispute -> task(dispute.id())).toList();

        SubjectFacts together = facts.over(tasks);
        assertThat(tasks.stream().filter(task -> together.inScope(DUSTIN, task))).hasSize(20);
        assertThat(tasks).allSatisfy(task -> assertThat(together.people(task.subject(), Relation.PARTY)).isEmpty());
        verify(disputes, times(1)).all(anyCollection());
        verify(disputes, never()).get(any());
    }

    @Test
    void whatWasNotReadTogetherIsReadByItself() {
        Dispute late = dispute(7);
        when(disputes.get(late.id())).thenReturn(late);
        when(disputes.mayDecide(late, DUSTIN)).thenReturn(true);
        assertThat(facts.over(List.of()).inScope(DUSTIN, task(late.id()))).isTrue();
    }

    private static Dispute dispute(long id) {
        Dispute dispute = mock();
        when(dispute.id()).thenReturn(new DisputeId(id));
        return dispute;
    }

    private static GuardedTask task(DisputeId id) {
        return new GuardedTask("task-" + id, "instance-" + id, CreditDispute.PROCESS, CreditDispute.DECIDE_DISPUTE,
                new CaseRef(CreditDispute.SUBJECT, id.toString()), 1, "", Set.of(Role.MANAGER), Set.of(Relation.PARTY),
                Instant.EPOCH);
    }
}
