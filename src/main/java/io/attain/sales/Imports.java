package io.attain.sales;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.attain.participant.Participant;
import io.attain.participant.Participants;
import io.attain.sales.internal.Batches;
import io.attain.sales.internal.Catalogue;
import io.attain.sales.internal.FileImport;
import io.attain.shared.Page;
import io.attain.shared.Refused;

/**
 * The one way in for files of every kind. A file is taken whole, apart from rows that are rejected: those are kept aside
 * with what is wrong and what to do. Nothing is dropped or guessed.
 */
@Service
public class Imports {

    private final FileImport files;
    private final Batches batches;
    private final Catalogue catalogue;
    private final Participants participants;

    Imports(FileImport files, Batches batches, Catalogue catalogue, Participants participants) {
        this.files = files;
        this.batches = batches;
        this.catalogue = catalogue;
        this.participants = participants;
    }

    /**
     * Imports a file. The stream is read to its end before anything is written, and closed by the caller. The very file
     * that came last of its source and kind changes nothing; a row that is known and differs is a new revision.
     *
     * @param source the system the file comes from, such as {@code crm}: lower-case letters, digits and dashes; the ids in
     *               the file are its
     * @throws Refused when the file as a whole cannot be read; nothing of it is kept then
     */
    public ImportReport upload(String fileName, InputStream content, String source) {
        FileImport.Outcome outcome = files.upload(fileName, content, source);
        ImportReport report = batches.report(outcome.batch());
        return outcome.seenBefore() ? report.seenAgain() : report;
    }

    /**
     * Takes sales events from another system, all of them or none, as a batch of their own. An event that is known by its
     * id and says the same changes nothing; one that differs is a new revision.
     *
     * @param events their fields by the columns of an events file; further fields are attributes
     * @throws RowsRefused when one of them cannot be taken
     */
    public ImportReport post(String source, List<Map<String, String>> events) {
        FileImport.Outcome outcome = files.post(source, events);
        ImportReport report = batches.report(outcome.batch());
        return outcome.seenBefore() ? report.seenAgain() : report;
    }

    /** The batches, the latest first, without their problems and changes; 50 a page, counted from 0. */
    public Page<ImportReport> batches(int page) {
        return batches.page(page);
    }

    /**
     * What the batch did, and what has become of its rejected rows since.
     *
     * @throws Refused when there is no such batch
     */
    public ImportReport report(ImportBatchId id) {
        return batches.report(id);
    }

    /** The problems of a batch by row, rejected rows first; 100 a page, counted from 0. */
    public Page<RowProblem> problems(ImportBatchId id, int page) {
        return batches.problems(id, page);
    }

    /** The changed fields of a batch by row; 100 a page, counted from 0. */
    public Page<RowChange> changes(ImportBatchId id, int page) {
        return batches.changes(id, page);
    }

    /**
     * Declares another name for something known and replays every row that was rejected for it, whichever file it came
     * in. Each file's replay is a batch of its own.
     *
     * @throws Refused when the canonical name is not known, or the alias stands for something already
     */
    @Transactional
    public ReplayReport addAlias(AliasKind kind, String alias, String canonical) {
        List<String> columns = switch (kind) {
            case PRODUCT -> {
                files.addProductAlias(alias.strip(), canonical.strip());
                yield List.of("product");
            }
            case SELLER -> {
                Participant known = participants.byName(canonical.strip()).orElseThrow(
                        () -> new Refused("participant-unknown", "Nobody is called “" + canonical.strip() + "”."));
                participants.alsoKnownAs(known.id(), alias.strip());
                yield List.of("sales_agent", "seller", "touches");
            }
        };
        List<ImportBatchId> replays = new ArrayList<>();
        columns.forEach(column -> replays.addAll(files.replay(column, alias.strip())));
        return reports(replays);
    }

    /** The aliases of products by name. */
    public List<Alias> aliases() {
        return catalogue.aliases();
    }

    /** Tries every row that is still rejected once more, after the catalogue or the people have grown. */
    @Transactional
    public ReplayReport replayRejected() {
        return reports(files.replayAll());
    }

    /**
     * Takes a batch of deals or events back: its revisions stay on record and count no more.
     *
     * @throws Refused when a period it touches is frozen or closed, a later batch built on it, or it is of
     *                 another kind
     */
    @Transactional
    public ImportReport undo(ImportBatchId id) {
        files.undo(id);
        return batches.report(id);
    }

    /** The names in the product catalogue. */
    public List<String> products() {
        return catalogue.products();
    }

    private ReplayReport reports(List<ImportBatchId> replays) {
        return ReplayReport.of(replays.stream().map(batches::report).toList());
    }
}
