package io.attain.calculation;

import java.nio.ByteBuffer;
import java.security.MessageDigest;

import io.attain.crediting.Credit;
import io.attain.sales.EventKey;
import io.attain.shared.Sha256;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A digest over business keys and amounts, never surrogate ids or times. Texts are preceded by their length, so that no
 * two sequences of fields look alike.
 */
final class KeyDigest {

    private final MessageDigest digest = Sha256.algorithm();

    KeyDigest text(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
        return this;
    }

    KeyDigest number(long number) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        return this;
    }

    KeyDigest digest(Sha256 other) {
        digest.update(other.bytes());
        return this;
    }

    KeyDigest credit(Credit credit) {
        return text(credit.event().source()).text(credit.event().externalId()).text(credit.role().name())
                .text(credit.eventDate().toString()).text(credit.product()).text(credit.account().orElse(""))
                .text(credit.share().stripTrailingZeros().toPlainString()).number(credit.amount().minor())
                .text(credit.amount().currency().getCurrencyCode()).text(credit.kind().name())
                .number(credit.original().minor()).text(credit.original().currency().getCurrencyCode())
                .text(credit.margin().map(Object::toString).orElse("")).number(credit.quantity())
                .number(credit.count()).text(credit.attributes().toString())
                .text(credit.origin().map(Object::toString).orElse(""));
    }

    KeyDigest line(ResultLine line) {
        return text(line.planVersion().toString()).text(line.component()).text(line.kind().name())
                .text(line.event().map(EventKey::source).orElse(""))
                .text(line.event().map(EventKey::externalId).orElse("")).text(line.eventDate().toString())
                .number(line.credited().minor()).number(line.amount().minor()).number(line.uncut().minor())
                .text(line.amount().currency().getCurrencyCode());
    }

    KeyDigest correction(PriorPeriodLine line) {
        return text(line.participant().value()).text(line.period().value()).text(line.planVersion().toString())
                .text(line.component()).text(line.kind().name())
                .text(line.event().map(EventKey::source).orElse(""))
                .text(line.event().map(EventKey::externalId).orElse("")).number(line.before().minor())
                .number(line.after().minor()).text(line.after().currency().getCurrencyCode()).text(line.cause());
    }

    Sha256 end() {
        return Sha256.fromBytes(digest.digest());
    }
}
