package io.attain.sales;

/** One field that a file says differently from what was known; {@code key} names the deal, person or product. */
public record RowChange(int row, String key, String field, String before, String after) {}
