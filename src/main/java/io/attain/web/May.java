package io.attain.web;

/** Who may use a page: the rules that the controllers' methods name. Scope within a rule is {@link Scope}'s. */
final class May {

    /** Everyone who works with pay; admin is not among them. */
    static final String WORK_WITH_PAY = "hasAnyRole('rep', 'manager', 'comp-admin', 'finance', 'finance-director', 'auditor')";
    /** Those who read everybody's pay. */
    static final String READ_EVERYTHING = "hasAnyRole('comp-admin', 'finance', 'finance-director', 'auditor')";
    /** Those who read everybody's pay or their reporting line's. */
    static final String READ_OTHERS = "hasAnyRole('manager', 'comp-admin', 'finance', 'finance-director', 'auditor')";
    static final String HAVE_A_STATEMENT = "hasAnyRole('rep', 'manager')";
    static final String LEAD_A_TEAM = "hasRole('manager')";
    static final String DESIGN_PLANS = "hasRole('comp-admin')";
    static final String PROPOSE_CREDIT_RULES = "hasRole('comp-admin')";
    static final String IMPORT = "hasRole('comp-admin')";
    static final String START_CLOSES = "hasRole('comp-admin')";
    /** Let a finding of the close stand, by name. */
    static final String WAIVE = "hasAnyRole('comp-admin', 'finance')";
    static final String SET_EXPENSE = "hasRole('finance')";
    static final String CHECK_LEDGER = "hasAnyRole('finance', 'finance-director')";
    static final String REOPEN = "hasAnyRole('comp-admin', 'finance', 'finance-director')";
    static final String ADJUST = "hasAnyRole('finance', 'comp-admin')";
    static final String DECIDE_ADJUSTMENTS = "hasAnyRole('finance', 'finance-director')";
    /** Writes payout files and keeps how payouts leave the house. */
    static final String PAY_OUT = "hasAnyRole('finance', 'finance-director')";
    static final String COUNTERSIGN = "hasRole('finance-director')";
    /** Looks at claims first, and links those about missing deals. */
    static final String TRIAGE_CLAIMS = "hasRole('comp-admin')";
    /** Hand a dispute to another who may decide it. */
    static final String ASSIGN_DISPUTES = "hasAnyRole('manager', 'comp-admin', 'finance-director')";
    static final String FILE_DISPUTES = "hasAnyRole('rep', 'manager')";
    /** Tasks come to everyone who can hold one. */
    static final String HAVE_TASKS = "hasAnyRole('rep', 'manager', 'comp-admin', 'finance', 'finance-director')";
    static final String ADMINISTER = "hasRole('admin')";
    static final String ANYONE = "isAuthenticated()";

    private May() {}
}
