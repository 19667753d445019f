using Bureau.Kernel.Data;

namespace Bureau.Payroll;

/// <summary>Schema <c>payroll</c>.</summary>
internal sealed class PayrollStore(Database database) : Store(database, "payroll");
