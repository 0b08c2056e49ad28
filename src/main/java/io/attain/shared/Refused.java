package io.attain.shared;

/** A request that the user can avoid or repair is refused: the code is for programs, the sentence for people. */
public class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code     stable, in kebab-case
     * @param sentence a full sentence that says what is wrong and, if possible, the way out
     */
    public Refused(String code, String sentence) {
        super(sentence);
        this.code = code;
    }

    public String code() {
        return code;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
