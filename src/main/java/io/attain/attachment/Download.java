package io.attain.attachment;

/** A file with its content. */
public record Download(Attachment file, byte[] content) {}
