package io.attain.sales;

/** What can be known under another name. */
public enum AliasKind {
    PRODUCT, SELLER
}
