// The types that are written by hand, held against docs/openapi.json by the compiler: what the document
// says of an answer must fit what the pages take it for. `npm run check` makes ./schema from the document.
import type * as forecasting from './forecasting';
import type * as inventory from './inventory';
import type * as order from './order';
import type * as planning from './planning';
import type * as routing from './routing';
import type { components } from './schema';
import type * as gateway from './types';

type Said = components['schemas'];
/** Answers have every member; the document leaves those open that may be left out of a question. */
type Whole<T> = T extends (infer Item)[]
    ? Whole<Item>[]
    : T extends object
      ? { [Name in keyof T]-?: Whole<T[Name]> }
      : T;
type Fits<Taken, Told extends Taken> = Told;

export type Checked = [
    Fits<gateway.Session, Whole<Said['Session']>>,
    Fits<gateway.ApiKey, Whole<Said['ApiKey']>>,
    Fits<gateway.ApiKeyCreated, Whole<Said['ApiKeyCreated']>>,
    Fits<gateway.User, Whole<Said['User']>>,
    Fits<gateway.AuditView, Whole<Said['AuditView']>>,
    Fits<gateway.Webhook, Whole<Said['Webhook']>>,
    Fits<gateway.WebhookCreated, Whole<Said['WebhookCreated']>>,
    Fits<gateway.DeliveriesView, Whole<Said['DeliveriesView']>>,
    Fits<gateway.OrdersPage, Whole<Said['OrdersPage']>>,
    Fits<gateway.OrderTimeline, Whole<Said['OrderTimeline']>>,
    Fits<gateway.SkusPage, Whole<Said['SkusPage']>>,
    Fits<gateway.SkuView, Whole<Said['SkuView']>>,
    Fits<gateway.MovementsPage, Whole<Said['MovementsPage']>>,
    Fits<gateway.LocationsView, Whole<Said['LocationsView']>>,
    Fits<gateway.CountsPage, Whole<Said['CountsPage']>>,
    Fits<gateway.FlowView, Whole<Said['FlowView']>>,
    Fits<gateway.KpisView, Whole<Said['KpisView']>>,
    Fits<gateway.DeadLetters, Whole<Said['DeadLetters']>>,
    Fits<order.OrderView, Whole<Said['OrderView']>>,
    Fits<order.ReturnView, Whole<Said['ReturnView']>>,
    Fits<order.ReturnsView, Whole<Said['ReturnsView']>>,
    Fits<routing.DecisionView, Whole<Said['DecisionView']>>,
    Fits<routing.PickListsView, Whole<Said['PickListsView']>>,
    Fits<routing.ProfilesView, Whole<Said['ProfilesView']>>,
    Fits<routing.PickupsView, Whole<Said['PickupsView']>>,
    Fits<routing.AllocationsView, Whole<Said['AllocationsView']>>,
    Fits<inventory.AvailabilityView, Whole<Said['AvailabilityView']>>,
    Fits<inventory.HoldersView, Whole<Said['HoldersView']>>,
    Fits<inventory.DocumentView, Whole<Said['DocumentView']>>,
    Fits<forecasting.ForecastView, Whole<Said['ForecastView']>>,
    Fits<planning.StockHealthView, Whole<Said['StockHealthView']>>,
    Fits<planning.AlertsView, Whole<Said['AlertsView']>>,
    Fits<planning.PlansView, Whole<Said['PlansView']>>,
    Fits<planning.PlanView, Whole<Said['PlanView']>>,
    Fits<planning.PlanComparison, Whole<Said['PlanComparison']>>,
    Fits<planning.PlanAccuracyView, Whole<Said['PlanAccuracyView']>>,
    Fits<planning.GoalsView, Whole<Said['GoalsView']>>,
    Fits<planning.DemandEventsView, Whole<Said['DemandEventsView']>>,
    Fits<planning.ReplenishmentsView, Whole<Said['ReplenishmentsView']>>,
];
