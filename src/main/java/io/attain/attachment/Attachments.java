package io.attain.attachment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.audit.AuditTrail;
import io.attain.audit.CaseRef;
import io.attain.identity.CurrentUser;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.shared.Refused;
import io.attain.shared.Sha256;

/** Files of cases. Every call asks the case whether the current user sees it, or may add to it. */
@Service
public class Attachments {

    static final int MOST_BYTES = 10 * 1024 * 1024;
    static final int MOST_BYTES_OF_A_CASE = 25 * 1024 * 1024;
    static final int MOST_FILES_OF_A_CASE = 20;

    private static final String SELECT = """
            select id, case_type, case_id, name, kind, size, uploaded_by, uploaded_at from attachment.file
            """;

    private final JdbcClient jdbc;
    private final ObjectProvider<CaseFiles> cases;
    private final CurrentUser currentUser;
    private final AuditTrail audit;
    private final Clock clock;

    Attachments(JdbcClient jdbc, ObjectProvider<CaseFiles> cases, CurrentUser currentUser, AuditTrail audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.currentUser = currentUser;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Adds a file. The same content is kept once per case: repeating it gives the file that is there.
     *
     * @param name    what the sender calls it; only what is safe of it is kept
     * @param content read to its end, at most a byte more than is taken
     * @throws Refused               when it is empty, too large, of a kind that is not taken, or the case has enough
     * @throws AccessDeniedException when the current user may not add to the case
     */
    @Transactional
    public Attachment attach(CaseRef subject, String name, InputStream content) {
        User user = currentUser.get();
        CaseFiles rules = rules(subject);
        if (!rules.mayAttach(subject.id(), user)) {
            throw new AccessDeniedException("the reader may not add files to " + subject);
        }
        byte[] bytes = read(content);
        FileType type = FileType.of(bytes).orElseThrow(() -> new Refused("form-file-kind",
                "This is no PDF, PNG, JPEG, text, Word or Excel file without macros. What counts is the content, "
                        + "not the name."));
        jdbc.sql("select pg_advisory_xact_lock(hashtext('attain.attachment'), hashtext(:case))")
                .param("case", subject.toString()).query(row -> {});
        Sha256 sha256 = Sha256.of(bytes);
        Optional<Attachment> known = jdbc.sql(SELECT + "where case_type = :type and case_id = :id and sha256 = :sha256")
                .param("type", subject.type()).param("id", subject.id()).param("sha256", sha256.bytes())
                .query(Attachments::row).optional();
        if (known.isPresent()) {
            return known.get();
        }
        refuseTooMany(subject, bytes.length);
        String plain = FileName.of(name, type);
        long id = jdbc.sql("""
                insert into attachment.file (case_type, case_id, name, kind, size, sha256, content, uploaded_by, uploaded_at)
                values (:type, :case, :name, :kind, :size, :sha256, :content, :by, :at) returning id
                """)
                .param("type", subject.type()).param("case", subject.id()).param("name", plain)
                .param("kind", type.name()).param("size", bytes.length).param("sha256", sha256.bytes())
                .param("content", bytes).param("by", user.id().value())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC)).query(Long.class).single();
        audit.record("file.attached", subject.toString(),
                Map.of("name", plain, "kind", type.name(), "size", bytes.length, "sha256", sha256.hex()));
        rules.attached(subject.id(), plain);
        return jdbc.sql(SELECT + "where id = :id").param("id", id).query(Attachments::row).single();
    }

    /**
     * The files of a case, the earliest first.
     *
     * @throws AccessDeniedException when the current user does not see the case
     */
    @Transactional(readOnly = true)
    public List<Attachment> of(CaseRef subject) {
        requireSight(subject);
        return jdbc.sql(SELECT + "where case_type = :type and case_id = :id order by id")
                .param("type", subject.type()).param("id", subject.id()).query(Attachments::row).list();
    }

    /** Whether the current user may add to the case now. */
    @Transactional(readOnly = true)
    public boolean mayAttach(CaseRef subject) {
        return rules(subject).mayAttach(subject.id(), currentUser.get());
    }

    /**
     * A file of the case, with its content.
     *
     * @throws Refused               when the case has no such file
     * @throws AccessDeniedException when the current user does not see the case
     */
    @Transactional(readOnly = true)
    public Download download(CaseRef subject, AttachmentId id) {
        requireSight(subject);
        return jdbc.sql("""
                select id, case_type, case_id, name, kind, size, uploaded_by, uploaded_at, content from attachment.file
                 where id = :id and case_type = :type and case_id = :case
                """)
                .param("id", id.value()).param("type", subject.type()).param("case", subject.id())
                .query((row, number) -> new Download(row(row, number), row.getBytes("content"))).optional()
                .orElseThrow(() -> new Refused("file-unknown", "There is no such file here."));
    }

    private void requireSight(CaseRef subject) {
        if (!rules(subject).maySee(subject.id(), currentUser.get())) {
            throw new AccessDeniedException("the reader does not see " + subject);
        }
    }

    private CaseFiles rules(CaseRef subject) {
        return cases.stream().filter(one -> one.caseType().equals(subject.type()) && one.exists(subject.id()))
                .findFirst()
                .orElseThrow(() -> new Refused("case-unknown", "There is no such case."));
    }

    private void refuseTooMany(CaseRef subject, int more) {
        record Taken(int files, long bytes) {}
        Taken taken = jdbc.sql("""
                select count(*) as files, coalesce(sum(size), 0) as bytes from attachment.file
                 where case_type = :type and case_id = :id
                """).param("type", subject.type()).param("id", subject.id())
                .query((row, number) -> new Taken(row.getInt("files"), row.getLong("bytes"))).single();
        if (taken.files() >= MOST_FILES_OF_A_CASE || taken.bytes() + more > MOST_BYTES_OF_A_CASE) {
            throw new Refused("form-files-full", "A case takes up to " + MOST_FILES_OF_A_CASE
                    + " files of 25 MB together; this one would be too much.");
        }
    }

    private static byte[] read(InputStream content) {
        try {
            byte[] bytes = content.readNBytes(MOST_BYTES + 1);
            if (bytes.length == 0) {
                throw new Refused("form-file-empty", "The file is empty. Choose one with something in it.");
            }
            if (bytes.length > MOST_BYTES) {
                throw new Refused("form-file-large", "A file may have up to 10 MB.");
            }
            return bytes;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Attachment row(ResultSet row, int number) throws SQLException {
        return new Attachment(new AttachmentId(row.getLong("id")),
                new CaseRef(row.getString("case_type"), row.getString("case_id")), row.getString("name"),
                FileType.valueOf(row.getString("kind")), row.getInt("size"), new UserId(row.getString("uploaded_by")),
                row.getObject("uploaded_at", OffsetDateTime.class).toInstant());
    }
}
