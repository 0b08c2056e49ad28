package io.attain.sales.internal;

/** Whether two words look like one word and its misspelling. */
final class Spelling {

    private Spelling() {}

    /** Whether one letter put in, left out or exchanged makes one word the other. */
    static boolean differByOne(String one, String other) {
        String longer = one.length() >= other.length() ? one : other;
        String shorter = one.length() >= other.length() ? other : one;
        if (longer.length() - shorter.length() > 1 || longer.equals(shorter)) {
            return false;
        }
        int same = 0;
        while (same < shorter.length() && longer.charAt(same) == shorter.charAt(same)) {
            same++;
        }
        int rest = longer.length() == shorter.length() ? same + 1 : same;
        return longer.substring(same + 1).equals(shorter.substring(Math.min(rest, shorter.length())));
    }
}
