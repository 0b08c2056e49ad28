package io.attain.attachment;

/** The number of a file. */
public record AttachmentId(long value) {}
