package io.attain.identity;

/** A principal of Spring Security that knows its user. */
public interface SignedIn {

    User user();
}
