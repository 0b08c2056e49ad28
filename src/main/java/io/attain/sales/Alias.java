package io.attain.sales;

import java.time.Instant;

/** Another name for something known: {@code GTXPro} is {@code GTX Pro}. */
public record Alias(AliasKind kind, String alias, String canonical, String addedBy, Instant addedAt) {}
