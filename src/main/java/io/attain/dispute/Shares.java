package io.attain.dispute;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.attain.crediting.Share;
import io.attain.participant.ParticipantId;
import io.attain.participant.Participants;

/** Proposed splits: what is wrong with one, and how it is written down. */
final class Shares {

    private static final int MOST = 20;

    private Shares() {}

    /** What is wrong with a split, for the person who proposed it. */
    static Optional<String> flaw(List<Share> shares) {
        if (shares.isEmpty()) {
            return Optional.of("Propose who shall have which share of the deal.");
        }
        if (shares.size() > MOST) {
            return Optional.of("A deal is shared by at most " + MOST + " people.");
        }
        Set<ParticipantId> seen = new HashSet<>();
        for (Share share : shares) {
            if (!seen.add(share.participant())) {
                return Optional.of("Nobody has two shares of one deal.");
            }
        }
        BigDecimal total = shares.stream().map(Share::percent).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (total.compareTo(BigDecimal.valueOf(100)) != 0) {
            return Optional
                    .of("The shares add up to " + total.stripTrailingZeros().toPlainString() + " %, not to 100 %.");
        }
        return Optional.empty();
    }

    /** As {@link #flaw(List)}, and everyone in it is known. */
    static Optional<String> flaw(List<Share> shares, Participants participants) {
        return flaw(shares).or(() -> shares.stream()
                .map(Share::participant)
                .filter(p -> participants.find(p).isEmpty())
                .findFirst()
                .map(p -> "There is no participant " + p.value() + "."));
    }

    static boolean same(List<Share> left, List<Share> right) {
        return left.size() == right.size()
                && left.stream()
                        .allMatch(l -> right.stream()
                                .anyMatch(r -> r.participant().equals(l.participant())
                                        && r.percent().compareTo(l.percent()) == 0));
    }

    /** {@code anna=60 ben=40}: participant ids hold neither blanks nor equals signs. */
    static String text(List<Share> shares) {
        return shares.stream()
                .map(s -> s.participant().value() + "="
                        + s.percent().stripTrailingZeros().toPlainString())
                .collect(Collectors.joining(" "));
    }

    static List<Share> parse(String text) {
        return Arrays.stream(text.split(" "))
                .filter(part -> !part.isEmpty())
                .map(part -> {
                    int at = part.lastIndexOf('=');
                    return new Share(
                            new ParticipantId(part.substring(0, at)), new BigDecimal(part.substring(at + 1)));
                })
                .toList();
    }

    static String text(Answer answer) {
        return switch (answer) {
            case Answer.Agree() -> "agree";
            case Answer.Contest() -> "contest";
            case Answer.Counter(List<Share> shares) -> "counter " + text(shares);
        };
    }

    static Answer parseAnswer(String text) {
        return switch (text) {
            case "agree" -> new Answer.Agree();
            case "contest" -> new Answer.Contest();
            default -> new Answer.Counter(parse(text.substring("counter ".length())));
        };
    }
}
