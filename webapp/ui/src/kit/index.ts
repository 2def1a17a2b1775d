export { cx } from './classes.ts'
export { Icon, type IconLike } from './icon.tsx'
export {
  Button,
  Link,
  LinkButton,
  type ButtonProps,
  type ButtonVariant,
  type LinkButtonProps,
  type LinkProps,
} from './button.tsx'
export { IconButton, type IconButtonProps } from './icon-button.tsx'
export { FieldError, Form, ProblemSummary, type FormProps } from './form.tsx'
export {
  DateField,
  TextField,
  TimeField,
  type DateFieldProps,
  type TextFieldProps,
  type TimeFieldProps,
} from './text-field.tsx'
export { Checkbox, type CheckboxProps } from './checkbox.tsx'
export { RadioGroup, type Option, type RadioGroupProps } from './radio-group.tsx'
export { Select, type SelectProps } from './select.tsx'
export { SearchField, type SearchFieldProps } from './search-field.tsx'
export { FileDrop, type FileDropProps } from './file-drop.tsx'
export { FileField, type FileFieldProps } from './file-field.tsx'
export { later, type LaterOptions } from './later.tsx'
export { ConfirmDialog, Dialog, type ConfirmDialogProps, type DialogProps } from './dialog.tsx'
export { useToast, type ToastContent } from './toast.tsx'
export { Table, type Column, type Sort, type TableProps } from './table.tsx'
export { Tabs, type TabItem, type TabsProps } from './tabs.tsx'
export {
  Badge,
  Meter,
  ProgressBar,
  type BadgeProps,
  type BadgeTone,
  type MeterProps,
  type ProgressBarProps,
} from './status.tsx'
export {
  EmptyState,
  Page,
  Section,
  Skeleton,
  usePageHeading,
  type EmptyStateProps,
  type PageProps,
  type SectionProps,
} from './page.tsx'
export { PersonMark } from './person-mark.tsx'
export { PersonChip, type PersonChipProps } from './person-chip.tsx'
export { PeoplePicker, type PeoplePickerProps } from './people-picker.tsx'
export { SectionTree, type SectionTreeProps } from './section-tree.tsx'
export { AudiencePicker, type AudiencePickerProps } from './audience-picker.tsx'
export { treeOf, type GroupKey, type SectionNode } from './audience.ts'
export { MarkupField, RichText, type MarkupFieldProps, type RichTextProps } from './rich-text.tsx'
export { parseInline, parseMarkup, plainText, type Block, type Inline } from './markup.ts'
