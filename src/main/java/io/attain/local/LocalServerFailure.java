package io.attain.local;

/** A server of the quick start cannot run; says what is in the way and what to do about it. */
public final class LocalServerFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    LocalServerFailure(String sentence, String remedy) {
        super(sentence);
        this.remedy = remedy;
    }

    LocalServerFailure(String sentence, String remedy, Throwable cause) {
        super(sentence, cause);
        this.remedy = remedy;
    }

    public String remedy() {
        return remedy;
    }
}
