package io.attain.payout;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.attain.identity.UserId;
import io.attain.shared.Sha256;

/** The stored files. Whoever reads one gets the bytes that were written, or an error when somebody altered them. */
@Component
class ExportFiles {

    private static final String SELECT = """
            select kind, variant, name, sha256, content, made_with, written_by, written_at from payout.export_file
            """;

    private final JdbcClient jdbc;

    ExportFiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<ExportFile> find(PayoutBatchId batch, ExportKind kind, String variant) {
        return jdbc.sql(SELECT + "where batch_id = :batch and kind = :kind and variant = :variant")
                .param("batch", batch.value())
                .param("kind", kind.name())
                .param("variant", variant)
                .query(ExportFiles::file)
                .optional();
    }

    List<ExportFile> of(PayoutBatchId batch) {
        return jdbc.sql(SELECT + "where batch_id = :batch order by written_at, kind, variant collate \"C\"")
                .param("batch", batch.value())
                .query(ExportFiles::file)
                .list();
    }

    void insert(PayoutBatchId batch, ExportFile file) {
        jdbc.sql("""
                insert into payout.export_file
                    (batch_id, kind, variant, name, media_type, sha256, content, made_with, written_by, written_at)
                values (:batch, :kind, :variant, :name, :type, decode(:sha256, 'hex'), :content, :madeWith, :by, :at)
                """)
                .param("batch", batch.value())
                .param("kind", file.kind().name())
                .param("variant", file.variant())
                .param("name", file.name())
                .param("type", file.kind().mediaType())
                .param("sha256", file.sha256().hex())
                .param("content", file.bytes())
                .param("madeWith", file.madeWith())
                .param("by", file.writtenBy().value())
                .param("at", Timestamp.from(file.writtenAt()))
                .update();
    }

    private static ExportFile file(ResultSet rs, int rowNum) throws SQLException {
        ExportFile file = new ExportFile(
                ExportKind.valueOf(rs.getString("kind")),
                rs.getString("variant"),
                rs.getString("name"),
                rs.getBytes("content"),
                rs.getString("made_with"),
                new UserId(rs.getString("written_by")),
                rs.getTimestamp("written_at").toInstant());
        if (!file.sha256().equals(Sha256.fromBytes(rs.getBytes("sha256")))) {
            throw new IllegalStateException("the stored file " + file.name() + " was altered");
        }
        return file;
    }
}
