package io.attain.payout.file;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

import io.attain.payout.file.CreditTransferOrder.Group;
import io.attain.payout.file.CreditTransferOrder.Transfer;

/** A bank's order as ISO 20022 {@code pain.001.001.09}. Euro payments are asked for as SEPA credit transfers. */
public final class CreditTransferXml {

    private static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
    private static final String EURO = "EUR";

    private CreditTransferXml() {}

    public static byte[] of(CreditTransferOrder order) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory()
                    .createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            xml.writeStartElement("Document");
            xml.writeDefaultNamespace(NAMESPACE);
            xml.writeStartElement("CstmrCdtTrfInitn");
            List<Transfer> all = order.groups().stream().flatMap(group -> group.transfers().stream()).toList();
            xml.writeStartElement("GrpHdr");
            element(xml, "MsgId", order.messageId());
            element(xml, "CreDtTm", DateTimeFormatter.ISO_OFFSET_DATE_TIME
                    .format(order.created().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC)));
            count(xml, all);
            xml.writeStartElement("InitgPty");
            element(xml, "Nm", order.initiator());
            xml.writeEndElement();
            xml.writeEndElement();
            for (Group group : order.groups()) {
                group(xml, group);
            }
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException("a bank's order could not be written", impossible);
        }
        return bytes.toByteArray();
    }

    private static void count(XMLStreamWriter xml, List<Transfer> transfers) throws XMLStreamException {
        element(xml, "NbOfTxs", Integer.toString(transfers.size()));
        element(xml, "CtrlSum", transfers.stream().map(transfer -> transfer.amount().toDecimal())
                .reduce(BigDecimal.ZERO, BigDecimal::add).toPlainString());
    }

    private static void group(XMLStreamWriter xml, Group group) throws XMLStreamException {
        boolean euro = group.transfers().stream()
                .allMatch(transfer -> transfer.amount().currency().getCurrencyCode().equals(EURO));
        xml.writeStartElement("PmtInf");
        element(xml, "PmtInfId", group.id());
        element(xml, "PmtMtd", "TRF");
        count(xml, group.transfers());
        if (euro) {
            open(xml, "PmtTpInf", "SvcLvl");
            element(xml, "Cd", "SEPA");
            close(xml, 2);
        }
        open(xml, "ReqdExctnDt");
        element(xml, "Dt", group.day().toString());
        close(xml, 1);
        open(xml, "Dbtr");
        element(xml, "Nm", group.debtor());
        close(xml, 1);
        account(xml, "DbtrAcct", group.iban());
        agent(xml, "DbtrAgt", group.bic());
        element(xml, "ChrgBr", euro ? "SLEV" : "SHAR");
        for (Transfer transfer : group.transfers()) {
            transfer(xml, transfer);
        }
        xml.writeEndElement();
    }

    private static void transfer(XMLStreamWriter xml, Transfer transfer) throws XMLStreamException {
        xml.writeStartElement("CdtTrfTxInf");
        open(xml, "PmtId");
        element(xml, "EndToEndId", transfer.endToEndId());
        close(xml, 1);
        open(xml, "Amt");
        xml.writeStartElement("InstdAmt");
        xml.writeAttribute("Ccy", transfer.amount().currency().getCurrencyCode());
        xml.writeCharacters(transfer.amount().toDecimal().toPlainString());
        close(xml, 2);
        if (transfer.bic().isPresent()) {
            agent(xml, "CdtrAgt", transfer.bic());
        }
        open(xml, "Cdtr");
        element(xml, "Nm", transfer.creditor());
        close(xml, 1);
        account(xml, "CdtrAcct", transfer.iban());
        open(xml, "RmtInf");
        element(xml, "Ustrd", transfer.text());
        close(xml, 2);
    }

    private static void account(XMLStreamWriter xml, String name, String iban) throws XMLStreamException {
        open(xml, name, "Id");
        element(xml, "IBAN", iban);
        close(xml, 2);
    }

    private static void agent(XMLStreamWriter xml, String name, Optional<String> bic) throws XMLStreamException {
        open(xml, name, "FinInstnId");
        if (bic.isPresent()) {
            element(xml, "BICFI", bic.get());
            close(xml, 2);
        } else {
            open(xml, "Othr");
            element(xml, "Id", "NOTPROVIDED");
            close(xml, 3);
        }
    }

    private static void open(XMLStreamWriter xml, String... names) throws XMLStreamException {
        for (String name : names) {
            xml.writeStartElement(name);
        }
    }

    private static void close(XMLStreamWriter xml, int elements) throws XMLStreamException {
        for (int i = 0; i < elements; i++) {
            xml.writeEndElement();
        }
    }

    /** XML knows no control characters, escaped or not; they become blanks. */
    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        xml.writeCharacters(clean.toString());
        xml.writeEndElement();
    }
}
