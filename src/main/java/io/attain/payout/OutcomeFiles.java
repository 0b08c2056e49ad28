package io.attain.payout;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;

import io.attain.participant.ParticipantId;
import io.attain.shared.Refused;

/**
 * Reads what payroll or the bank says of payments. CSV: {@code payee} (employee number, participant or reference),
 * {@code outcome} (confirmed or bounced), {@code cause}. XML: ISO 20022 pain.002 of any version, whose transactions
 * count when they are settled (ACSC, ACCC) or rejected (RJCT); what is only accepted so far is left open.
 */
final class OutcomeFiles {

    private static final int MOST_NAMED = 10;
    private static final String CODE = "outcome-file";

    private OutcomeFiles() {}

    static List<OutcomeReport> read(byte[] content, Map<String, ParticipantId> payees) {
        String text = new String(content, StandardCharsets.UTF_8);
        String start = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return start.stripLeading().startsWith("<") ? bank(content, payees) : csv(start, payees);
    }

    private static List<OutcomeReport> csv(String text, Map<String, ParticipantId> payees) {
        Findings findings = new Findings();
        List<OutcomeReport> reports = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(text)) {
            int row = 1;
            for (NamedCsvRecord record : reader) {
                row++;
                if (row == 2 && (record.findField("payee").isEmpty() || record.findField("outcome").isEmpty())) {
                    throw new Refused(CODE,
                            "The file needs the columns payee, outcome and cause, named in its first line.");
                }
                String outcome = record.findField("outcome").orElse("").strip().toLowerCase(Locale.ROOT);
                Optional<Outcome.Kind> kind = switch (outcome) {
                    case "confirmed", "paid" -> Optional.of(Outcome.Kind.CONFIRMED);
                    case "bounced", "rejected", "returned" -> Optional.of(Outcome.Kind.BOUNCED);
                    default -> Optional.empty();
                };
                if (kind.isEmpty()) {
                    findings.add("row %d: outcome is “%s”; write confirmed or bounced".formatted(row, outcome));
                }
                add("row " + row, record.findField("payee").orElse("").strip(), kind,
                        record.findField("cause").orElse(""), payees, reports, findings);
            }
        } catch (CsvParseException | IOException broken) {
            throw new Refused(CODE, "The file cannot be read as CSV: " + broken.getMessage());
        }
        return findings.orElse(reports);
    }

    private static List<OutcomeReport> bank(byte[] content, Map<String, ParticipantId> payees) {
        Findings findings = new Findings();
        List<OutcomeReport> reports = new ArrayList<>();
        NodeList transactions = parsed(content).getElementsByTagNameNS("*", "TxInfAndSts");
        for (int i = 0; i < transactions.getLength(); i++) {
            Element transaction = (Element) transactions.item(i);
            Optional<Outcome.Kind> kind = switch (first(transaction, "TxSts")) {
                case "ACSC", "ACCC" -> Optional.of(Outcome.Kind.CONFIRMED);
                case "RJCT" -> Optional.of(Outcome.Kind.BOUNCED);
                default -> Optional.empty();
            };
            if (kind.isPresent()) {
                String cause = (first(transaction, "Cd") + " " + first(transaction, "AddtlInf")).strip();
                add("transaction " + (i + 1), first(transaction, "OrgnlEndToEndId"), kind,
                        cause.isEmpty() && kind.get() == Outcome.Kind.BOUNCED ? "The bank gave no reason." : cause,
                        payees, reports, findings);
            }
        }
        if (transactions.getLength() == 0) {
            throw new Refused(CODE,
                    "The file names no single transaction (TxInfAndSts); ask the bank for a status by transaction.");
        }
        return findings.orElse(reports);
    }

    private static void add(String where, String payee, Optional<Outcome.Kind> kind, String cause,
            Map<String, ParticipantId> payees, List<OutcomeReport> reports, Findings findings) {
        ParticipantId who = payees.get(payee);
        if (who == null) {
            findings.add("%s: “%s” is nobody this batch pays".formatted(where, payee));
        } else if (!findings.once(who)) {
            findings.add("%s: “%s” is named twice".formatted(where, payee));
        } else if (kind.filter(Outcome.Kind.BOUNCED::equals).isPresent() && cause.isBlank()) {
            findings.add("%s: say in the column cause why the payment came back".formatted(where));
        } else {
            kind.ifPresent(known -> reports.add(new OutcomeReport(who, known, cause)));
        }
    }

    /** Everything wrong with a file, said at once. */
    private static final class Findings {

        private final List<String> sentences = new ArrayList<>();
        private final Set<ParticipantId> seen = new HashSet<>();

        void add(String sentence) {
            sentences.add(sentence);
        }

        boolean once(ParticipantId who) {
            return seen.add(who);
        }

        List<OutcomeReport> orElse(List<OutcomeReport> reports) {
            if (!sentences.isEmpty()) {
                int more = sentences.size() - MOST_NAMED;
                throw new Refused(CODE, "Nothing of the file is taken. "
                        + String.join("; ", sentences.subList(0, Math.min(sentences.size(), MOST_NAMED)))
                        + (more > 0 ? "; and " + more + " more." : "."));
            }
            if (reports.isEmpty()) {
                throw new Refused(CODE, "The file says of no payment that it was confirmed or came back.");
            }
            return reports;
        }
    }

    private static String first(Element within, String name) {
        NodeList found = within.getElementsByTagNameNS("*", name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }

    /** No document type, so nothing outside the file is ever fetched. */
    private static Document parsed(byte[] content) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(content));
        } catch (ParserConfigurationException | SAXException | IOException broken) {
            throw new Refused(CODE, "The file cannot be read as XML: " + broken.getMessage());
        }
    }
}
