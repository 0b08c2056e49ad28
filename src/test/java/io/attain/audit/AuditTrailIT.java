package io.attain.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.attain.fixtures.People;
import io.attain.fixtures.PostgresIT;
import io.attain.fixtures.TestServer;
import io.attain.identity.User;
import io.attain.shared.Refused;
import io.attain.shared.Sha256;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

class AuditTrailIT extends PostgresIT {

    private static final CaseRef BATCH = new CaseRef("payout-batch", "7");

    @Autowired
    private AuditTrail trail;

    @Autowired
    private Approvals approvals;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    @BeforeEach
    void emptyTrail() {
        sweep();
    }

    @Test
    void namesWhoeverIsSignedInAndTheSystemOtherwise() {
        record("import.received", "import-batch 1");
        acting.as(People.CORA, () -> record("period.frozen", "period 2017-Q2"));

        assertThat(trail.latest(0, 10).items())
                .extracting(AuditEntry::number, AuditEntry::actor, AuditEntry::action)
                .containsExactly(
                        tuple(2L, People.CORA.id().value(), "period.frozen"),
                        tuple(1L, "system", "import.received"));
        assertThat(trail.firstBroken()).isEmpty();
    }

    @Test
    void showsTheEntryThatWasEditedBehindItsBack() throws SQLException {
        for (int number = 1; number <= 4; number++) {
            record("period.frozen", "period " + number);
        }
        forge("update audit.entry set facts = '{\"amount\": 1}' where seq = 2");
        assertThat(trail.firstBroken()).hasValue(2);
    }

    @Test
    void showsWhereAnEntryIsMissing() throws SQLException {
        for (int number = 1; number <= 4; number++) {
            record("period.frozen", "period " + number);
        }
        forge("delete from audit.entry where seq = 2");
        assertThat(trail.firstBroken()).hasValue(3);
    }

    @Test
    void keepsTheApplicationFromChangingWhatIsWritten() {
        record("period.frozen", "period 1");
        for (String change : new String[]{ "update audit.entry set actor = 'x'", "delete from audit.entry",
            "truncate audit.entry", "update audit.approval set verdict = 'APPROVED'", "delete from audit.approval",
            "alter table audit.entry disable trigger all", "drop table engine.act_ru_task" }) {
            assertThatThrownBy(() -> jdbc.sql(change).update()).as(change).isInstanceOf(DataAccessException.class);
        }
    }

    @Test
    void refusesTheSubmitterAsDecider() {
        assertThatThrownBy(() -> decide(People.FIONA, People.FIONA, Verdict.APPROVED, Optional.empty(), 1))
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.code()).isEqualTo("four-eyes"));
        assertThat(approvals.of(BATCH)).isEmpty();
    }

    @Test
    void refusesASecondDecisionInTheSameRoundAndTakesItInTheNext() {
        decide(People.FIONA, People.FRANK, Verdict.REJECTED, Optional.of("Two lines are doubled."), 1);
        assertThatThrownBy(() -> decide(People.FIONA, People.FRANK, Verdict.APPROVED, Optional.empty(), 1))
                .isInstanceOfSatisfying(Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("decided-before"));
        assertThat(approvals.approved(BATCH, 1, "sign-payout", "")).isEmpty();

        decide(People.FIONA, People.FRANK, Verdict.APPROVED, Optional.empty(), 2);
        assertThat(approvals.approved(BATCH, 2, "sign-payout", "")).get()
                .extracting(Approval::decidedBy).isEqualTo(People.FRANK.id());
        assertThat(trail.entriesAbout(BATCH)).extracting(AuditEntry::action)
                .containsExactly("approval.rejected", "approval.approved");
    }

    @Test
    void refusesARejectionWithoutAReason() {
        assertThatThrownBy(() -> decide(People.FIONA, People.FRANK, Verdict.REJECTED, Optional.of(" \t"), 1))
                .isInstanceOfSatisfying(Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("reason-missing"));
    }

    private void record(String action, String subject) {
        new TransactionTemplate(transactions)
                .executeWithoutResult(status -> trail.record(action, subject, Map.of("amount", 100, "at", "x")));
    }

    private void decide(User submitter, User decider, Verdict verdict, Optional<String> reason, int round) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> approvals.record(
                new Approval(BATCH, round, "sign-payout", "", submitter.id(), decider.id(), verdict, reason,
                        Sha256.of("content"), Instant.parse("2017-07-03T10:00:00Z"), Optional.empty(),
                        Optional.empty())));
    }

    private static void forge(String sql) throws SQLException {
        try (Connection superuser = TestServer.superuser(); Statement statement = superuser.createStatement()) {
            statement.execute("set session_replication_role = replica");
            statement.execute(sql);
        }
    }
}
