using System.Globalization;
using Bureau.Kernel.Clients;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;

namespace Bureau.Payroll.Explanations.Questions;

/// <summary>Employees' questions that wait for an answer, for those who answer.</summary>
internal sealed class QuestionToDos(PayrollStore store, IEmployees employees, Permissions permissions, PackSource packs) : IToDos
{
    private const int Most = 20;

    public async Task<IReadOnlyList<ToDo>> ForAsync(Actor actor, Client client, CancellationToken ct = default)
    {
        if (!await permissions.AllowsAsync(actor, PayrollPermissions.AnswerQuestions, client.Id, ct)) return [];
        IReadOnlyList<PayslipMessage> waiting;
        await using (var db = await store.OpenAsync(client.Id, ct)) waiting = await PayslipMessage.UnansweredAsync(db, Most, ct);
        if (waiting.Count == 0) return [];
        var names = await employees.NamesAsync(client.Id, waiting.Select(m => m.EmployeeId), ct);
        var pack = packs(client.Country);
        return [.. waiting.Select(m => new ToDo(
            string.Create(CultureInfo.InvariantCulture, $"Answer {names.GetValueOrDefault(m.EmployeeId)?.Name ?? "an employee"}: {ExplainLine.LabelOf(pack, m.Line)}"),
            $"Asked about a payslip on {Show.Day(client.DayAt(m.WrittenAt))}",
            $"/c/{client.Code}/runs/{m.PayRunId}/payslips/{m.EmployeeId}/explain/{Uri.EscapeDataString(m.Line)}#messages",
            null))];
    }
}
