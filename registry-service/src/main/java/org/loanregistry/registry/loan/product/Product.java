package org.loanregistry.registry.loan.product;

/** The kinds of loan. */
public enum Product {
    /** A credit line: drawn at any time, repaid at any time, every repayment restores the limit. */
    REVOLVING_LINE,
    /** A line for purchases: the money goes to the merchant and nobody else (entrusted payment). */
    PAY_LATER,
    /** One sum, repaid in instalments that the contract fixes. */
    INSTALMENT_LOAN,
    /** A line or a loan of a business, its drawdowns backed by an order or receivable where one is named. */
    SMALL_BUSINESS
}
