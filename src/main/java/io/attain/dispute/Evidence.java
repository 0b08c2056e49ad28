package io.attain.dispute;

import java.io.InputStream;

/** A file that comes with a claim. @param name what the sender calls it */
public record Evidence(String name, InputStream content) {}
