using Bureau.Kernel.Identity;
using Bureau.Onboarding.Contracts;

namespace Bureau.Payroll;

internal static class PayrollPermissions
{
    public const string ViewBoard = "payroll.board.view";
    public const string ViewRun = "payroll.run.view";
    public const string PrepareRun = "payroll.run.prepare";
    public const string ApproveRun = "payroll.run.approve";
    public const string SignOffRun = "payroll.run.sign-off";
    public const string ReleaseRun = "payroll.run.release";
    public const string DiscussRun = "payroll.run.discuss";
    public const string EditInputs = "payroll.inputs.edit";
    public const string ManageCalendars = "payroll.calendar.manage";
    public const string ViewPayslips = "payroll.payslip.view";
    public const string AnswerQuestions = "payroll.question.answer";
    public const string OwnPayslips = "payroll.payslip.own";

    public static readonly IReadOnlyList<Permission> All =
    [
        new(ViewBoard, "See every client's pay runs by deadline", Role.PayrollSpecialist, Role.PayrollApprover, Role.ComplianceOfficer, Role.OperationsLead, Role.Auditor),
        new(ViewRun, "See a client's pay runs", Role.PayrollSpecialist, Role.PayrollApprover, Role.ComplianceOfficer, Role.OperationsLead, Role.Auditor, Role.ClientHr, Role.ClientApprover),
        new(PrepareRun, "Calculate and submit pay runs", Role.PayrollSpecialist, Role.ClientHr) { Function = Functions.RunPayroll },
        new(ApproveRun, "Approve pay runs or send them back", Role.PayrollApprover, Role.ClientApprover) { Function = Functions.ApprovePayRun },
        new(SignOffRun, "Sign off pay runs for the client", Role.ClientApprover) { Function = Functions.SignOffPayRun },
        new(ReleaseRun, "Release approved pay runs", Role.PayrollApprover, Role.ClientApprover) { Function = Functions.ApprovePayRun },
        new(DiscussRun, "Ask and answer about people's pay in a run", Role.PayrollSpecialist, Role.PayrollApprover, Role.ClientHr, Role.ClientApprover),
        new(EditInputs, "Enter hours and one-off pay", Role.PayrollSpecialist, Role.ClientHr) { Function = Functions.EnterPayInputs },
        new(ManageCalendars, "Set up pay calendars", Role.PayrollSpecialist, Role.OperationsLead),
        new(ViewPayslips, "See payslips and their explanations", Role.PayrollSpecialist, Role.PayrollApprover, Role.Auditor, Role.ClientHr, Role.ClientApprover),
        new(AnswerQuestions, "Answer employees' questions about payslips", Role.PayrollSpecialist, Role.ClientHr) { Function = Functions.RunPayroll },
        new(OwnPayslips, "See own payslips", Role.Employee),
    ];
}
