package io.attain.attachment;

import java.time.Instant;

import io.attain.audit.CaseRef;
import io.attain.identity.UserId;

/**
 * A file of a case, without its content.
 *
 * @param name safe to show and to offer as a file name; its ending says what the content is
 * @param size in bytes
 */
public record Attachment(AttachmentId id, CaseRef subject, String name, FileType type, int size, UserId uploadedBy,
        Instant uploadedAt) {}
