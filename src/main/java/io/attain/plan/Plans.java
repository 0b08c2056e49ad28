package io.attain.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.springframework.stereotype.Service;

import io.attain.identity.UserId;
import io.attain.shared.DateRange;
import io.attain.shared.Finding;

/** Plan versions from draft to publication. */
@Service
public class Plans {

	/**
	 * Drafts the next version of the plan that the document names; the current user is its author.
	 *
	 * @throws io.attain.shared.Refused when the document cannot be read as a plan; what checks find does not stop a draft
	 */
	public PlanVersion draft(DraftPlan draft) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Replaces the document of a draft; the current user becomes one of its authors.
	 *
	 * @throws io.attain.shared.Refused when it is no draft, the document cannot be read, or names another plan
	 */
	public PlanVersion revise(PlanVersionId id, String source) {
		throw new UnsupportedOperationException();
	}

	/** What the checks find in the version, errors first. */
	public List<Finding> check(PlanVersionId id) {
		throw new UnsupportedOperationException();
	}

	/** What the checks find in a document that need not be stored, errors first. */
	public List<Finding> check(String source) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Hands a draft in for review: it becomes IN_REVIEW in the next round and its process starts or goes on.
	 *
	 * @throws io.attain.shared.Refused when checks find errors, or it is no draft
	 */
	public void submit(PlanVersionId id) {
		throw new UnsupportedOperationException();
	}

	/** DRAFT → IN_REVIEW, in the next round; repeated it changes nothing. For the process; people {@link #submit}. */
	public void startReview(PlanVersionId id) {
		throw new UnsupportedOperationException();
	}

	/** IN_REVIEW → DRAFT, with the reviewer's reason; repeated it changes nothing. */
	public void returnForChanges(PlanVersionId id, String reason) {
		throw new UnsupportedOperationException();
	}

	/**
	 * IN_REVIEW → PUBLISHED; repeated it changes nothing. Needs a recorded approval of this round and exactly this
	 * content ({@link io.attain.audit.CaseRef} type {@code plan-version}) by nobody who authored it. From the first day
	 * of the version on, the plan's earlier version counts no more.
	 *
	 * @throws io.attain.shared.Refused when the approval is missing, or the version reaches into a closed period
	 */
	public void publish(PlanVersionId id) {
		throw new UnsupportedOperationException();
	}

	/** DRAFT or IN_REVIEW → WITHDRAWN; repeated it changes nothing. */
	public void withdraw(PlanVersionId id, String reason) {
		throw new UnsupportedOperationException();
	}

	/** @throws io.attain.shared.Refused when there is no such version */
	public PlanVersion get(PlanVersionId id) {
		throw new UnsupportedOperationException();
	}

	public Optional<PlanVersion> find(PlanVersionId id) {
		throw new UnsupportedOperationException();
	}

	/** The versions of a plan, the latest first. */
	public List<PlanVersion> versions(PlanId plan) {
		throw new UnsupportedOperationException();
	}

	/** All versions, by plan, the latest first. */
	public List<PlanVersion> all() {
		throw new UnsupportedOperationException();
	}

	/** The published versions that count on some day of the range, with the days of the range on which they do. */
	public List<VersionInForce> inForce(DateRange range) {
		throw new UnsupportedOperationException();
	}

	/** Everyone who wrote any part of the version; none of them may approve it. */
	public Set<UserId> authorsOf(PlanVersionId id) {
		throw new UnsupportedOperationException();
	}
}
