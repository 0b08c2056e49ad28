package io.attain.dispute;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.security.access.AccessDeniedException;

import io.attain.attachment.Attachment;
import io.attain.attachment.AttachmentId;
import io.attain.attachment.Attachments;
import io.attain.attachment.FileType;
import io.attain.audit.CaseRef;
import io.attain.crediting.Share;
import io.attain.fixtures.DictatedIT;
import io.attain.fixtures.People;
import io.attain.fixtures.Quarters;
import io.attain.fixtures.Together;
import io.attain.identity.User;
import io.attain.participant.ParticipantId;
import io.attain.sales.EventKey;
import io.attain.sales.Imports;
import io.attain.shared.Refused;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Files of a dispute: who adds and reads them, what is taken, and how much. */
class DisputeFilesIT extends DictatedIT {

    private static final User MOSES = People.rep("Moses Frase");
    private static final User ANNA = People.rep("Anna Snelling");
    private static final User VICKI = People.rep("Vicki Laflamme");
    private static final User DUSTIN = People.manager("Dustin Brinkmann");
    private static final byte[] PDF = "%PDF-1.7 the offer".getBytes(UTF_8);

    @Autowired
    private Disputes disputes;
    @Autowired
    private Attachments attachments;
    @Autowired
    private Imports imports;

    private CaseRef subject;
    private DisputeId id;

    @BeforeEach
    void anOpenDispute() {
        ParticipantId moses = staff.employ(MOSES);
        ParticipantId anna = staff.employ(ANNA);
        ParticipantId dustin = staff.employ(DUSTIN);
        staff.employ(VICKI);
        staff.reports(moses, dustin);
        staff.reports(anna, dustin);
        upload("products.csv", "product,series,sales_price\nGTX Basic,GTX,550\n");
        upload("accounts.csv", """
                account,sector,year_established,revenue,employees,office_location,subsidiary_of
                Cancity,retail,2001,718.62,2448,United States,
                """);
        upload("deals.csv", """
                opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
                1C1I7A6R,Moses Frase,GTX Basic,Cancity,Won,2016-10-20,2017-03-01,1000
                """);
        dictated.preview(Quarters.Q1, Map.of(moses, List.of(100_00L), anna, List.of()));
        dictated.previewWith(Quarters.Q1, Map.of(moses, List.of(60_00L), anna, List.of(40_00L)));
        FilingResult filed = acting.as(ANNA, () -> disputes.file(new FileClaim(new EventKey("crm", "1C1I7A6R"),
                ClaimKind.SPLIT_REQUEST, List.of(share(moses, 60), share(anna, 40)), "I wrote the offer.",
                Optional.empty())));
        id = ((FilingResult.Filed) filed).id();
        subject = disputes.get(id).caseRef();
    }

    @Test
    void aPartyAddsAFileAndEveryoneWhoSeesTheDisputeReadsIt() {
        Attachment file = attach(ANNA, "../offer.exe", PDF);
        assertThat(file.name()).isEqualTo("offer.exe.pdf");
        assertThat(file.type()).isEqualTo(FileType.PDF);
        assertThat(disputes.messages(id)).extracting(Message::text).contains("Attaches offer.exe.pdf.");
        for (User reader : List.of(ANNA, MOSES, DUSTIN, People.CORA, People.AUDRA)) {
            assertThat(acting.as(reader, () -> attachments.download(subject, file.id())).content())
                    .as(reader.displayName()).isEqualTo(PDF);
        }
        for (User other : List.of(VICKI, People.OTTO)) {
            assertThatThrownBy(() -> acting.as(other, () -> attachments.download(subject, file.id())))
                    .as(other.displayName()).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> acting.as(other, () -> attachments.of(subject)))
                    .isInstanceOf(AccessDeniedException.class);
        }
        for (User other : List.of(VICKI, People.OTTO, People.CORA, People.AUDRA)) {
            assertThatThrownBy(() -> attach(other, "x.pdf", PDF)).as(other.displayName())
                    .isInstanceOf(AccessDeniedException.class);
        }
    }

    @Test
    void aFileIsReachedThroughItsOwnCaseOnly() {
        Attachment file = attach(ANNA, "offer.pdf", PDF);
        assertThatThrownBy(() -> acting.as(ANNA,
                () -> attachments.download(new CaseRef("dispute", "999999"), file.id()))).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> acting.as(ANNA,
                () -> attachments.download(new CaseRef("payout-approval", "2017-Q1"), file.id())))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> acting.as(ANNA, () -> attachments.download(subject, new AttachmentId(999_999))))
                .isInstanceOf(Refused.class);
    }

    @Test
    void whatIsNotTakenIsRefusedWithTheReason() {
        assertThatThrownBy(() -> attach(ANNA, "tool.pdf", new byte[]{ 'M', 'Z', 0, 1 }))
                .hasMessageContaining("the content");
        assertThatThrownBy(() -> attach(ANNA, "empty.pdf", new byte[0])).hasMessageContaining("empty");
        assertThatThrownBy(() -> attach(ANNA, "large.pdf", pdf(1, 10 * 1024 * 1024 + 1))).hasMessageContaining("10 MB");
        assertThat(acting.as(ANNA, () -> attachments.of(subject))).isEmpty();
    }

    @Test
    void aCaseTakesTwentyFiveMegabytesAndNotMoreEvenAtOnce() throws InterruptedException {
        attach(ANNA, "first.pdf", pdf(1, 9 * 1024 * 1024));
        List<Together.Outcome<Attachment>> outcomes = Together.run(
                () -> attach(ANNA, "second.pdf", pdf(2, 9 * 1024 * 1024)),
                () -> attach(MOSES, "third.pdf", pdf(3, 9 * 1024 * 1024)));
        assertThat(outcomes).filteredOn(Together.Outcome::succeeded).hasSize(1);
        assertThat(acting.as(ANNA, () -> attachments.of(subject))).hasSize(2);
    }

    @Test
    void theSameContentIsKeptOnceAndNothingIsChangedOrRemoved() {
        Attachment file = attach(ANNA, "offer.pdf", PDF);
        assertThat(attach(ANNA, "again.pdf", PDF)).isEqualTo(file);
        assertThatThrownBy(() -> jdbc.sql("delete from attachment.file").update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> jdbc.sql("update attachment.file set name = 'x.pdf'").update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void aClosedDisputeTakesNoMoreFilesButKeepsThoseItHas() {
        Attachment file = attach(ANNA, "offer.pdf", PDF);
        acting.as(ANNA, () -> disputes.withdraw(id));
        assertThatThrownBy(() -> attach(ANNA, "late.pdf", pdf(7, 100))).isInstanceOf(AccessDeniedException.class);
        assertThat(acting.as(MOSES, () -> attachments.download(subject, file.id())).content()).isEqualTo(PDF);
    }

    private Attachment attach(User user, String name, byte[] content) {
        InputStream stream = new ByteArrayInputStream(content);
        return acting.as(user, () -> attachments.attach(subject, name, stream));
    }

    private static byte[] pdf(int seed, int size) {
        byte[] content = new byte[size];
        new Random(seed).nextBytes(content);
        System.arraycopy(PDF, 0, content, 0, 8);
        return content;
    }

    private void upload(String name, String content) {
        acting.as(People.CORA, () -> imports.upload(name, new ByteArrayInputStream(content.getBytes(UTF_8)), "crm"));
    }

    private static Share share(ParticipantId participant, int percent) {
        return new Share(participant, BigDecimal.valueOf(percent));
    }
}
