package io.attain.payout;

import java.util.List;
import java.util.Optional;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;

import io.attain.identity.CurrentUser;
import io.attain.identity.Role;
import io.attain.shared.Finding;
import io.attain.shared.Refused;

/**
 * The files of released batches. What is written stays: a second request serves the stored bytes, and making a file
 * again gives the same bytes or is refused. Refusals carry the codes {@code payout-…}, {@code payroll-…} and
 * {@code journal-account}.
 */
@Service
public class PayoutExports {

    private final ExportWriting writing;
    private final ExportFiles files;
    private final CurrentUser currentUser;

    PayoutExports(ExportWriting writing, ExportFiles files, CurrentUser currentUser) {
        this.writing = writing;
        this.files = files;
        this.currentUser = currentUser;
    }

    /** The files of a batch in the order they were written. */
    public List<ExportFile> files(PayoutBatchId batch) {
        return files.of(batch);
    }

    public Optional<ExportFile> file(PayoutBatchId batch, ExportKind kind, String variant) {
        return files.find(batch, kind, variant);
    }

    /**
     * Writes every file of a released batch that is not written yet, all of them from one view of the data. Two who ask
     * at once get the same files.
     *
     * @throws Refused               {@code payout-not-released}; {@code payout-ledger} when the lines and what the
     *                               ledger says was paid differ: then no file is written
     * @throws AccessDeniedException unless the current user is of finance
     */
    public List<ExportFile> write(PayoutBatchId batch) {
        requireFinance();
        try {
            return writing.missing(batch, currentUser.get().id());
        } catch (DuplicateKeyException | ConcurrencyFailureException somebodyElseDid) {
            return writing.missing(batch, currentUser.get().id());
        }
    }

    /** Who is left out of the bank's order for want of bank details, each with the way out. */
    public List<Finding> findings(PayoutBatchId batch) {
        return writing.findings(batch);
    }

    /**
     * Makes a file again and compares.
     *
     * @return the stored file, whose bytes came out again
     * @throws Refused {@code payout-file-unknown}; {@code payout-file-differs} with the reason when other bytes came
     *                 out: the stored file stays
     */
    public ExportFile again(PayoutBatchId batch, ExportKind kind, String variant) {
        requireFinance();
        return writing.again(batch, kind, variant);
    }

    private void requireFinance() {
        if (!currentUser.get().has(Role.FINANCE) && !currentUser.get().has(Role.FINANCE_DIRECTOR)) {
            throw new AccessDeniedException("finance writes the files of a payout");
        }
    }
}
