package io.attain.attachment;

import io.attain.identity.User;

/** What a kind of case says about its files. */
public interface CaseFiles {

    /** The kind of case, as in {@link io.attain.audit.CaseRef#type()}. */
    String caseType();

    boolean exists(String caseId);

    /** Whether the person sees the case. */
    boolean maySee(String caseId, User user);

    /** Whether the person may add to the case now; whoever may, sees it. */
    boolean mayAttach(String caseId, User user);

    /** A file was added, in the transaction that adds it. */
    void attached(String caseId, String name);
}
