package io.attain.bank;

import java.time.LocalDate;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.security.access.AccessDeniedException;

import io.attain.fixtures.DictatedIT;
import io.attain.fixtures.People;
import io.attain.identity.User;
import io.attain.participant.ParticipantId;
import io.attain.shared.Refused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BankDetailsIT extends DictatedIT {

    private static final User MOSES = People.rep("Moses Frase");
    private static final Iban OLD = new Iban("DE89370400440532013000");
    private static final Iban NEW = new Iban("NL91ABNA0417164300");
    private static final LocalDate JANUARY = LocalDate.of(2017, 1, 1);
    private static final LocalDate JULY = LocalDate.of(2017, 7, 1);

    @Autowired
    private BankDetails details;

    private ParticipantId moses;

    @BeforeEach
    void mosesIsEmployed() {
        moses = staff.employ(MOSES);
    }

    @Test
    void countFromTheirDayOnOnceSomebodyElseHasApproved() {
        approve(propose(MOSES, JANUARY, OLD));
        BankDetailId next = propose(People.CORA, JULY, NEW);
        assertThat(details.on(moses, JULY)).map(BankDetail::iban).hasValue(OLD);
        assertThat(details.pending()).extracting(BankDetail::id).containsExactly(next);
        approve(next);
        assertThat(details.on(moses, JULY.minusDays(1))).map(BankDetail::iban).hasValue(OLD);
        assertThat(details.on(moses, JULY)).map(BankDetail::iban).hasValue(NEW);
        assertThat(details.on(moses, JANUARY.minusDays(1))).isEmpty();
    }

    @Test
    void nobodyApprovesHisOwnNorWhatHeAskedFor() {
        BankDetailId entered = propose(People.FIONA, JANUARY, OLD);
        assertThatThrownBy(() -> acting.as(People.FIONA, () -> details.approve(entered)))
                .isInstanceOf(AccessDeniedException.class);
        jdbc.sql("update participant.participant set user_id = :frank where id = :id")
                .param("frank", People.FRANK.id().value()).param("id", moses.value()).update();
        assertThatThrownBy(() -> acting.as(People.FRANK, () -> details.approve(entered)))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> acting.as(People.CORA, () -> details.approve(entered)))
                .isInstanceOf(AccessDeniedException.class);
        acting.as(People.DIANA, () -> details.approve(entered));
        assertThatThrownBy(() -> acting.as(People.DIANA, () -> details.approve(entered)))
                .isInstanceOf(Refused.class).hasMessageContaining("decided already");
    }

    @Test
    void nobodyAsksForSomebodyElseButFinanceAndCompAdmins() {
        for (User other : new User[]{ People.rep("Anna Snelling"), People.RENATA, People.AUDRA, People.OTTO }) {
            assertThatThrownBy(() -> propose(other, JANUARY, OLD)).isInstanceOf(AccessDeniedException.class);
        }
    }

    @Test
    void aRejectedChangeNeverCounts() {
        BankDetailId id = propose(MOSES, JANUARY, OLD);
        assertThatThrownBy(() -> acting.as(People.FRANK, () -> details.reject(id, " "))).isInstanceOf(Refused.class);
        acting.as(People.FRANK, () -> details.reject(id, "No paper"));
        assertThat(details.on(moses, JULY)).isEmpty();
        assertThat(details.of(moses)).extracting(BankDetail::state).containsExactly(BankDetailState.REJECTED);
    }

    @Test
    void theAuditTrailHoldsNoAccountNumber() {
        approve(propose(MOSES, JANUARY, OLD));
        assertThat(jdbc.sql("select string_agg(facts::text, ' ') from audit.entry").query(String.class).single())
                .contains("3000").doesNotContain(OLD.value()).doesNotContain("0532013000");
    }

    @ParameterizedTest
    @ValueSource(strings = { "update bank.detail set iban = 'NL91ABNA0417164300'", "delete from bank.detail",
        "update bank.detail set state = 'APPROVED', decided_by = proposed_by, decided_at = now()" })
    void theApplicationCannotChangeWhatIsAskedFor(String statement) {
        propose(MOSES, JANUARY, OLD);
        assertThatThrownBy(() -> jdbc.sql(statement).update()).isInstanceOf(DataAccessException.class);
    }

    private BankDetailId propose(User by, LocalDate from, Iban iban) {
        return acting.as(by, () -> details.propose(
                new BankDetailDraft(moses, from, "Moses Frase", iban, Optional.of(new Bic("COBADEFFXXX")))));
    }

    private void approve(BankDetailId id) {
        acting.as(People.FRANK, () -> details.approve(id));
    }
}
