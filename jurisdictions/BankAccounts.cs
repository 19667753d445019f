namespace Bureau.Jurisdictions;

/// <summary>How wages reach a bank account in a country.</summary>
/// <param name="Method">How net pay is paid, as the payslip names it, e.g. <c>BACS</c>.</param>
/// <param name="Bank">Field that tells one bank or branch from another, e.g. the sort code.</param>
/// <param name="Number">Field with the account's number at that bank. Named <c>bank_account_number</c> in every pack.</param>
public sealed record BankAccounts(string Method, Field Bank, Field Number);
