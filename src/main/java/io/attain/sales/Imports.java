package io.attain.sales;

import java.io.InputStream;
import java.util.List;

import org.springframework.stereotype.Service;

import io.attain.shared.Page;

/** The one way in for files of every kind. */
@Service
public class Imports {

	/**
	 * Imports a file: all of it, apart from rows that are rejected and kept aside. The stream is read once and closed by
	 * the caller.
	 *
	 * @param source the system the file comes from, such as {@code crm}; the ids in the file are its
	 * @throws io.attain.shared.Refused when the file as a whole cannot be read; nothing of it is kept then
	 */
	public ImportReport upload(String fileName, InputStream content, String source) {
		throw new UnsupportedOperationException();
	}

	/** The batches, the latest first, without their problems and changes; 50 a page, counted from 0. */
	public Page<ImportReport> batches(int page) {
		throw new UnsupportedOperationException();
	}

	/** @throws io.attain.shared.Refused when there is no such batch */
	public ImportReport report(ImportBatchId id) {
		throw new UnsupportedOperationException();
	}

	/** The problems of a batch by row, rejected rows first; 100 a page, counted from 0. */
	public Page<RowProblem> problems(ImportBatchId id, int page) {
		throw new UnsupportedOperationException();
	}

	/** The changed fields of a batch by row; 100 a page, counted from 0. */
	public Page<RowChange> changes(ImportBatchId id, int page) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Declares another name for something known and replays every row that was rejected for it, whichever batch it came
	 * in. The replay is a batch of its own, and its report is returned.
	 *
	 * @throws io.attain.shared.Refused when the canonical name is not known, or the alias is taken
	 */
	public ImportReport addAlias(AliasKind kind, String alias, String canonical) {
		throw new UnsupportedOperationException();
	}

	/** The aliases by kind and name. */
	public List<Alias> aliases() {
		throw new UnsupportedOperationException();
	}

	/** Tries every row that is still rejected once more, after the catalogue or the people have grown. */
	public ImportReport replayRejected() {
		throw new UnsupportedOperationException();
	}

	/**
	 * Takes a deals batch back: its revisions stay on record and count no more.
	 *
	 * @throws io.attain.shared.Refused when a period it touches is frozen or closed, a later batch built on it, or it is
	 *                                  not a batch of deals
	 */
	public ImportReport undo(ImportBatchId id) {
		throw new UnsupportedOperationException();
	}

	/** The names in the product catalogue. */
	public List<String> products() {
		throw new UnsupportedOperationException();
	}
}
