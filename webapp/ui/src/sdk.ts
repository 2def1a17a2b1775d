/** Everything that a feature may use, imported as `@kairan/ui`. */
export * from './kit/index.ts'
export * from './api/types.ts'
export { ApiProblem, type Fault } from './api/problem.ts'
export { api, request, urlOf, type Answer, type Method, type Query, type RequestOptions } from './api/request.ts'
export { searchPeople, useComposing, useGroups, useRested, useSections, useTitles } from './api/people.ts'
export { bytesIn, sendFile, useUploads, type UploadItem } from './api/uploads.ts'
export { defineFeature, type Command, type Feature, type FeatureRoute, type Provider } from './app/feature.ts'
export { useLive } from './app/live-hooks.ts'
export { followStream, type Following } from './app/streams.ts'
export { isOffline, useOffline } from './app/connection.ts'
export { useSettings, type Settings } from './app/settings.ts'
export { usePermission, useSession } from './app/session.ts'
export { translator, useLanguage, useT, type Language, type Messages, type Translate } from './i18n/i18n.ts'
export { dayOf, formatIn, useFormat, ZONE, type Format } from './i18n/format.ts'
export { faultText, problemText } from './i18n/problem-text.ts'
export {
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query'
export { useLocation, useNavigate, useParams, useSearch } from '@tanstack/react-router'
export { useParam } from './app/navigation.ts'
