using Bureau.Kernel.Identity;

namespace Bureau.Payroll;

internal static class PayrollPermissions
{
    public static readonly IReadOnlyList<Permission> All = [];
}
