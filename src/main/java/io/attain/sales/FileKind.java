package io.attain.sales;

import java.util.List;

/** What a file can hold. A file is recognised by its header, in whatever order the columns come. */
public enum FileKind {

    DEALS("Deals", List.of("opportunity_id"), "opportunity_id", "sales_agent", "product", "account", "deal_stage",
            "engage_date", "close_date",
            "close_value"),

    ACCOUNTS("Accounts", List.of("account"), "account", "sector", "year_established", "revenue", "employees",
            "office_location",
            "subsidiary_of"),

    PRODUCTS("Products", List.of("product"), "product", "series", "sales_price"),

    TEAMS("Sales teams", List.of("sales_agent"), "sales_agent", "manager", "regional_office"),

    PEOPLE("People", List.of("name", "from"), "name", "user_id", "employee_number", "legal_entity", "cost_centre",
            "currency", "title",
            "manager", "from", "to"),

    QUOTAS("Quotas", List.of("participant", "measure", "from"), "participant", "measure", "from", "to", "amount"),

    RATES("Rates", List.of("table", "product"), "table", "product", "rate"),

    ASSIGNMENTS("Plan assignments", List.of("participant", "plan", "from"), "participant", "plan", "from", "to"),

    SPLITS("Splits", List.of("opportunity_id", "participant"), "opportunity_id", "participant", "percent", "cause"),

    OVERLAYS("Overlay shares", List.of("opportunity_id", "participant"), "opportunity_id", "participant",
            "overlay_percent", "cause"),

    /** Events of every kind: further columns, known or not, may stand beside these. */
    EVENTS("Sales events", List.of("id"), "id", "kind", "date"),

    FX_RATES("Exchange rates", List.of("from", "to", "date"), "from", "to", "date", "rate"),

    RESPONSIBILITIES("Responsibilities", List.of("kind", "subject", "participant", "from"), "kind", "subject",
            "participant", "percent", "from", "to"),

    TERRITORIES("Territories of accounts", List.of("account", "from"), "account", "territory", "from", "to");

    private final String label;
    private final List<String> keyColumns;
    private final List<String> columns;

    FileKind(String label, List<String> keyColumns, String... columns) {
        this.label = label;
        this.keyColumns = keyColumns;
        this.columns = List.of(columns);
    }

    /** The word used on pages. */
    public String label() {
        return label;
    }

    /** The columns of the header, as they are stored; of an open kind, those that must be there. */
    public List<String> columns() {
        return columns;
    }

    /** Whether a file of this kind may have further columns. */
    public boolean isOpen() {
        return this == EVENTS;
    }

    /** The columns that together name what a row is about; no two rows of a file may agree in all of them. */
    public List<String> keyColumns() {
        return keyColumns;
    }
}
