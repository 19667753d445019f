using Bureau.Benefits.Contracts;
using Bureau.Jurisdictions;
using Bureau.Kernel.Identity;
using Bureau.Kernel.Imports;
using Bureau.Kernel.Jobs;
using Bureau.Kernel.Outbox;
using Bureau.Kernel.Web;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Calculation;
using Bureau.Payroll.Calendars;
using Bureau.Payroll.Certificates;
using Bureau.Payroll.Contracts;
using Bureau.Payroll.Explanations;
using Bureau.Payroll.Explanations.Questions;
using Bureau.Payroll.Forecasts;
using Bureau.Payroll.Inputs;
using Bureau.Payroll.OpeningBalances;
using Bureau.Payroll.PayRuns;
using Bureau.Payroll.PayRuns.Questions;
using Bureau.Payroll.PayRuns.Run;
using Bureau.Payroll.PayRuns.SignOff;
using Bureau.Payroll.Payslips;
using Bureau.Payroll.Pensions;
using Bureau.Payroll.Returns;
using Bureau.Payroll.Variances;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Bureau.Payroll;

public sealed class PayrollModule : IModule
{
    public string Schema => "payroll";

    public IEnumerable<Permission> Permissions => PayrollPermissions.All;

    public IEnumerable<MenuEntry> Menu =>
    [
        new(Workspace.Operations, "Pay runs", "/operations", PayrollPermissions.ViewBoard, 10),
        new(Workspace.Client, "Pay runs", "/c/{client}/runs", PayrollPermissions.ViewRun, 20),
        new(Workspace.Client, "Pay inputs", "/c/{client}/inputs", PayrollPermissions.ViewRun, 30),
        new(Workspace.Client, "Reports", "/c/{client}/reports", PayrollPermissions.ViewPayslips, 35),
        new(Workspace.Me, "My pay", "/me", PayrollPermissions.OwnPayslips, 10),
        new(Workspace.Me, "Payslips", "/me/payslips", PayrollPermissions.OwnPayslips, 20),
        new(Workspace.Me, "Tax forms", "/me/forms", PayrollPermissions.OwnPayslips, 25),
    ];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddStore<PayrollStore>();
        services.AddSingleton<EnterPayInputs>().AddSingleton<EnterPayInput>().AddSingleton<ICsvImport, ImportPayInputs>();
        services.AddSingleton<ICsvImport, ImportOpeningBalances>().AddSingleton<StateTotals>().AddSingleton<DecideOpeningBatch>().AddSingleton<IToDos, OpeningToDos>();
        services.AddSingleton<ReadPayslip>().AddSingleton<PayslipBundle>().AddSingleton<Downloads>().AddSingleton<IToDos, RunToDos>();
        services.TryAddSingleton<PackSource>(RulePacks.For);
        services.AddSingleton<DocumentCipher>().AddSingleton<Timeline>();

        services.AddSingleton<IPayPeriods, PayPeriods>().AddSingleton<IPayrollSetup, AddPayCalendar>().AddSingleton<IPayRuns, PayRunDecisions>().AddSingleton<IYearToDate, StreamYearToDate>();
        services.AddSingleton<ITick, ScheduleTick>();

        services.AddEventHandler<EmployeeChanged, StaleRuns, PayrollStore>();
        services.AddEventHandler<RunMoved, TellOfRun, PayrollStore>();
        services.AddEventHandler<BenefitsChanged, FollowBenefits, PayrollStore>().AddEventHandler<PensionOptedOut, RefundContributions, PayrollStore>();
        services.AddSingleton<OwedBackPay>().AddSingleton<CalculateAgain>().AddSingleton<ReadReturns>().AddSingleton<EmployerReports>().AddSingleton<IReturns, ReadEmployerReturn>().AddSingleton<IPensionAssessments, AssessPensions>();
        services.AddSingleton<SignOffRule>().AddSingleton<SignOffPayRun>().AddSingleton<ITick, RemindOfSignOff>();
        services.AddSingleton<StartCalculation>().AddSingleton<SubmitPayRun>().AddSingleton<ApprovePayRun>().AddSingleton<SendBackPayRun>()
            .AddSingleton<ReleasePayRun>().AddSingleton<ClosePayRun>().AddSingleton<CancelPayRun>().AddSingleton<AcceptFinding>().AddSingleton<HoldOut>().AddSingleton<TakeBack>().AddSingleton<DiscussRun>().AddSingleton<HandOver>().AddSingleton<StaleRuns>();

        services.AddScoped<ChangedPeople>().AddScoped<FreezeInputs>().AddScoped<CalculateChunks>().AddScoped<CompleteCalculation>();
        services.AddSingleton<TryPay>().AddSingleton<IPayForecasts, ForecastChange>().AddSingleton<AskAboutLine>().AddSingleton<IToDos, QuestionToDos>().AddSingleton<ISearch, SearchRuns>();
        services.AddSingleton<ExplainLine>().AddSingleton<ExplainDifference>().AddSingleton<SetThreshold>().AddSingleton<IVerification, PayRunVerification>();
        services.AddScoped<IJob, CalculateJob>().AddScoped<IJob, ReleaseJob>().AddScoped<IJob, CompareJob>();
    }

    public void MapEndpoints(IEndpointRouteBuilder endpoints) => Downloads.Map(endpoints);
}
